package org.imagebuilder.dispatcher.artifacts;

import org.imagebuilder.queue.Jobs.Standing;

/** What is to become of an attempt's files. */
enum Fate {
    /** Its worker has the job. */
    KEEP,
    /** It finished the job, and its files should have become the job's. */
    PUBLISH,
    /** Nobody will ever ask for them. */
    DISCARD;

    /**
     * @param job as it stands after the attempt's files were seen: an attempt that does not have the job then will never
     *     have it again
     */
    static Fate of(int attempt, Standing job) {
        if (attempt != job.attempt()) {
            return DISCARD;
        }
        return switch (job.state()) {
            case RUNNING -> KEEP;
            case FINISHED -> job.failed() ? DISCARD : PUBLISH;
            case PENDING, READY, CANCELED -> DISCARD;
        };
    }
}
