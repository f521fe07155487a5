package org.imagebuilder.gateway.parking;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Virtual threads, but not any number of them. Ten thousand requests at once, each with its buffers, would need more
 * memory than there is, while they would still be served by one processor one after the other.
 */
final class BoundedThreads implements Executor {

    private final ThreadFactory threads;
    private final int most;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();

    BoundedThreads(String name, int most) {
        this.threads = Thread.ofVirtual().name(name, 0).factory();
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        startOneMore();
    }

    private void startOneMore() {
        int now = running.get();
        while (now < most && !waiting.isEmpty()) {
            if (running.compareAndSet(now, now + 1)) {
                threads.newThread(this::run).start();
                return;
            }
            now = running.get();
        }
    }

    /** One task and then the next, if there is one: a new thread for each of them has its own thread-locals. */
    private void run() {
        Runnable task = waiting.poll();
        try {
            if (task != null) {
                task.run();
            }
        } finally {
            running.decrementAndGet();
            startOneMore();
        }
    }
}
