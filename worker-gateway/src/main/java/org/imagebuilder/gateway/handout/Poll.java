package org.imagebuilder.gateway.handout;

import java.util.function.Consumer;

/** One worker that waits. Its thread is interrupted while it waits, and never afterwards. */
final class Poll implements AutoCloseable {

    private final Connection connection;
    private final Thread thread;
    private final Consumer<Poll> onClose;
    private boolean waiting = true;
    private boolean interrupted;

    Poll(Connection connection, Thread thread, Consumer<Poll> onClose) {
        this.connection = connection;
        this.thread = thread;
        this.onClose = onClose;
    }

    synchronized void end() {
        if (waiting && !interrupted) {
            interrupted = true;
            thread.interrupt();
        }
    }

    synchronized void endIfAbandoned() {
        if (waiting && connection.isGone()) {
            end();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            waiting = false;
            if (interrupted) {
                Thread.interrupted(); // it meant the wait only
            }
        }
        onClose.accept(this);
    }
}
