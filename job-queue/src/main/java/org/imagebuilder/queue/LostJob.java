package org.imagebuilder.queue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that has just been taken from a worker that is lost.
 *
 * @param type with architecture, where it has one
 * @param attempt the hand-out that was lost
 * @param worker who had it; null for a worker that did not register
 */
public record LostJob(
        UUID id,
        String type,
        String channel,
        int attempt,
        @Nullable UUID worker,
        Fate fate) {

    /** What became of it. */
    public enum Fate {
        /** It is ready again. */
        REQUEUED,
        /** It had been lost too often and is finished with an error. */
        FINISHED
    }
}
