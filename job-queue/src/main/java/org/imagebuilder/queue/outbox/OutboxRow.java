package org.imagebuilder.queue.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is stored and not yet acknowledged by Kafka.
 *
 * @param id position in the outbox; rows of one key are in the order in which things happened
 * @param key what the topic is ordered by
 * @param change name of a {@link org.imagebuilder.queue.Transition} or of a worker's change, or {@link #DELETED}
 */
public record OutboxRow(
        long id,
        UUID eventId,
        Kind kind,
        UUID key,
        Instant occurredAt,
        String channel,
        String change,
        @Nullable UUID jobId,
        @Nullable UUID composeId,
        @Nullable String type,
        @Nullable String previousState,
        @Nullable String state,
        int attempt,
        @Nullable UUID workerId,
        @Nullable Integer errorId,
        @Nullable String errorReason,
        @Nullable String cause,
        @Nullable String distribution,
        @Nullable String architecture,
        @Nullable String imageType,
        @Nullable String traceId,
        @Nullable String correlationId) {

    /** The change of what leaves the database; its state stays what it was. */
    public static final String DELETED = "DELETED";

    /** Which topic a row belongs to. */
    public enum Kind {
        JOB,
        COMPOSE,
        WORKER,
        READY
    }
}
