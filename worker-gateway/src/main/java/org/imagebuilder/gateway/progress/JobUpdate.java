package org.imagebuilder.gateway.progress;

import org.imagebuilder.queue.RawJson;

/** What a worker says about its job. */
sealed interface JobUpdate {

    /**
     * The job goes on.
     *
     * @param json as sent
     */
    record Partial(RawJson json) implements JobUpdate {}

    /**
     * The job is over.
     *
     * @param json as sent; {@code null} from old workers that report nothing
     */
    record Final(RawJson json) implements JobUpdate {}
}
