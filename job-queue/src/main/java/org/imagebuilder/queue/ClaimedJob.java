package org.imagebuilder.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in the hands of a worker.
 *
 * @param readyAt since when it could have been handed out
 * @param token the worker's only handle on the job, new for each hand-out
 * @param arguments JSON
 * @param dependencyResults in the order of the dependencies; null where one finished without a result
 */
public record ClaimedJob(
        UUID id,
        String type,
        String channel,
        int attempt,
        Instant readyAt,
        UUID token,
        RawJson arguments,
        List<@Nullable RawJson> dependencyResults) {

    /** What its worker has it by. */
    public Handle handle() {
        return new Handle(token, channel);
    }
}
