package org.imagebuilder.composer.waiting;

import java.time.Duration;
import org.imagebuilder.queue.JobSnapshot;

/** What a wait for a job came to. */
public sealed interface WaitEnd {

    /**
     * The job has ended in time.
     *
     * @param job finished or cancelled
     */
    record Ended(JobSnapshot job) implements WaitEnd {}

    /**
     * The job took too long, and is cancelled.
     *
     * @param limit how long was waited
     */
    record TimedOut(Duration limit) implements WaitEnd {}
}
