package org.imagebuilder.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Events on their way to Kafka. They are already safe in the outbox, so nothing is lost by not waiting. */
public record Publication(CompletableFuture<?> acknowledged) {

    public static final Publication NOTHING = new Publication(CompletableFuture.completedFuture(null));

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
