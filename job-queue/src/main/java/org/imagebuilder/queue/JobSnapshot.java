package org.imagebuilder.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands in the database.
 *
 * @param startedAt null until the first hand-out, and again after a requeue
 * @param attempt hand-outs so far
 * @param retries hand-outs that were lost to silent workers
 * @param stored gives the {@link #digest}
 * @param dependencies in the order given at submission
 */
public record JobSnapshot(
        UUID id,
        @Nullable UUID composeId,
        String type,
        String channel,
        JobState state,
        int attempt,
        int retries,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Failure failure,
        Supplier<@Nullable String> stored,
        List<UUID> dependencies) {

    public JobSnapshot {
        dependencies = List.copyOf(dependencies);
    }

    /**
     * The small JSON that the worker gateway made of the latest partial or final result; null without one. It is
     * decrypted when somebody looks at it: of most composes, nobody looks at more than one.
     *
     * @throws org.imagebuilder.queue.secrets.UnreadablePayloadException if it cannot be decrypted
     */
    public @Nullable String digest() {
        return stored.get();
    }

    public boolean isCanceled() {
        return state == JobState.CANCELED;
    }

    public boolean isFinished() {
        return state == JobState.FINISHED;
    }

    /** Without the digest, which may hold secrets. */
    @Override
    public String toString() {
        return "JobSnapshot[" + id + ", " + type + ", " + state + ", attempt " + attempt + "]";
    }
}
