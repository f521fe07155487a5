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
 * @param promising whether waiting makes sense: the broker has answered lately
 */
public record Publication(CompletableFuture<?> acknowledged, boolean promising) {

    public static final Publication NOTHING = new Publication(CompletableFuture.completedFuture(null), true);

    /**
     * Waits until the broker has acknowledged every event, so that causes precede effects, but never longer than this,
     * and not at all for a broker that is away.
     *
     * @return whether it has
     */
    public boolean await(Duration bound) {
        return promising && settled(bound);
    }

    /**
     * Waits until the broker has every event, or some are given up, whether it is away or not.
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
