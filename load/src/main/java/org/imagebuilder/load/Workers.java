package org.imagebuilder.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Workers, each with a thread and a connection. */
final class Workers implements AutoCloseable {

    private static final Duration REGISTERED_WITHIN = Duration.ofMinutes(1);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(5);

    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final WorkerTimes times;

    Workers(URI gateway, int count, Ledger ledger) {
        times = WorkerTimes.of(count);
        for (int i = 0; i < count; i++) {
            workers.add(new Worker(gateway, i, ledger, times));
        }
    }

    /** Returns when all of them are registered, and about to ask for a job. */
    void start() throws InterruptedException {
        workers.forEach(worker ->
                threads.add(Thread.ofPlatform().name("worker").daemon().start(worker)));
        var _ = times.ready().await(REGISTERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    WorkerTimes times() {
        return times;
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        try {
            for (Thread thread : threads) {
                thread.join(ENDED_WITHIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
