package org.imagebuilder.queue.lanes;

import java.time.Duration;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.HandOuts.Claim;
import org.imagebuilder.queue.Publication;

/** What a wait in the lanes came to. */
public sealed interface WaitEnd {

    WaitEnd NOTHING = new Nothing();
    WaitEnd UNKNOWN_WORKER = new UnknownWorker();

    /** A job, claimed for this worker. */
    record Job(ClaimedJob job, Publication publication) implements WaitEnd {

        /** So long may the events of a hand-out take to reach the broker before the worker gets its job anyway. */
        private static final Duration PUBLISHED_WITHIN = Duration.ofMillis(500);

        static Job of(Claim claim) {
            return new Job(claim.job(), claim.publication());
        }

        /** Blocks until what the job causes cannot overtake the event of its start, for a bounded time. */
        public void awaitEvents() {
            publication.await(PUBLISHED_WITHIN);
        }
    }

    /** The time is over, or the lanes close. */
    record Nothing() implements WaitEnd {}

    /** The worker vanished from the registry meanwhile; no job is consumed. */
    record UnknownWorker() implements WaitEnd {}
}
