package org.imagebuilder.chaos.check;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL knows at some time.
 *
 * @param composes ids of all of them
 * @param unpublished events that Kafka does not have yet
 * @param ahead jobs with a time that has not come yet
 */
public record Stored(List<UUID> composes, List<Job> jobs, int unpublished, int ahead) {

    /**
     * A job.
     *
     * @param retries how often it lost its worker
     * @param result as JSON; null if there is none
     */
    public record Job(
            UUID id,
            @Nullable UUID composeId,
            Instant queuedAt,
            String state,
            int attempt,
            int retries,
            @Nullable Integer errorId,
            @Nullable String result) {}
}
