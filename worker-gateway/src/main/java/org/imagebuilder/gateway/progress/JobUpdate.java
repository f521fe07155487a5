package org.imagebuilder.gateway.progress;

/** What a worker says about its job. */
sealed interface JobUpdate {

    /**
     * The job goes on.
     *
     * @param json as sent
     */
    record Partial(String json) implements JobUpdate {}

    /**
     * The job is over.
     *
     * @param json as sent; {@code null} from old workers that report nothing
     */
    record Final(String json) implements JobUpdate {}
}
