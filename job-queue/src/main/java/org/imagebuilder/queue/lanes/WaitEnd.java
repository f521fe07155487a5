package org.imagebuilder.queue.lanes;

import org.imagebuilder.queue.ClaimedJob;

/** What a wait in the lanes came to. */
public sealed interface WaitEnd {

    WaitEnd NOTHING = new Nothing();
    WaitEnd UNKNOWN_WORKER = new UnknownWorker();

    /** A job, claimed for this worker. */
    record Job(ClaimedJob job) implements WaitEnd {}

    /** The time is over, or the lanes close. */
    record Nothing() implements WaitEnd {}

    /** The worker vanished from the registry meanwhile; no job is consumed. */
    record UnknownWorker() implements WaitEnd {}
}
