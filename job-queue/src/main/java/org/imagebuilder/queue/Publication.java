package org.imagebuilder.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Events on their way to Kafka. They are already safe in the outbox, so nothing is lost by not waiting.
 *
 * @param acknowledged completes when the broker has every event, fails when some are left to the sweeper
 */
public record Publication(CompletableFuture<?> acknowledged) {

    public static final Publication NOTHING = new Publication(CompletableFuture.completedFuture(null));

    /**
     * Waits until the broker has every event, or some are given up, but never longer than this.
     *
     * @return whether it has every event
     */
    public boolean settled(Duration bound) {
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
