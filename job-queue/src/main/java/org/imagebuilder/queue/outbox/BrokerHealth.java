package org.imagebuilder.queue.outbox;

import java.time.Duration;

/** Whether the broker answers: something has been sent, and nothing came back for a while. */
final class BrokerHealth {

    private final long patience;
    private int open;
    private long lastAnswer = System.nanoTime();
    private boolean lastFailed;

    BrokerHealth(Duration patience) {
        this.patience = patience.toNanos();
    }

    synchronized void sent() {
        if (open++ == 0 && !lastFailed) {
            lastAnswer = System.nanoTime();
        }
    }

    synchronized void answered(boolean well) {
        open--;
        lastFailed = !well;
        if (well) {
            lastAnswer = System.nanoTime();
        }
    }

    synchronized boolean isStalled() {
        return (open > 0 || lastFailed) && System.nanoTime() - lastAnswer > patience;
    }
}
