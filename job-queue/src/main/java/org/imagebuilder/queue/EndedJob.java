package org.imagebuilder.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that has just been finished.
 *
 * @param type with architecture, where it has one
 * @param attempt the hand-out whose result this is
 * @param failure null for a success
 * @param startedAt when this attempt was handed out
 */
public record EndedJob(
        UUID id,
        String type,
        String channel,
        int attempt,
        @Nullable Failure failure,
        Instant startedAt,
        Instant finishedAt) {}
