package org.imagebuilder.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Events on their way to Kafka. They are already safe in the outbox, so nothing is lost by not waiting. */
public record Publication(CompletableFuture<?> acknowledged) {

    public static final Publication NOTHING = new Publication(CompletableFuture.completedFuture(null));

    /** Events that are left to the sweeper. */
    public static Publication failed() {
        return new Publication(CompletableFuture.failedFuture(new IllegalStateException("left to the sweeper")));
    }

    /** Both of them. */
    public Publication and(Publication other) {
        return new Publication(CompletableFuture.allOf(acknowledged, other.acknowledged));
    }

    /**
     * Waits until the broker has acknowledged every event, so that causes precede effects, but never longer than this.
     *
     * @return whether it has
     */
    public boolean await(Duration bound) {
        try {
            acknowledged.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
