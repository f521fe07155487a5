package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.queue.ClaimedJob;
import org.jspecify.annotations.Nullable;

/** Where waiting workers get their jobs from. */
@SuppressWarnings("DoNotCallSuggester")
public final class Lanes implements AutoCloseable {

    /**
     * Waits for a job. Blocks its thread, holds no database connection; interrupting the thread ends the wait.
     *
     * @param lanes where to wait; none means no job ever comes
     * @param worker the registered worker that asks, if it is registered
     * @param wait how long at most; zero or less: what is there now, without waiting
     * @return the job, claimed for this worker; empty after the time is over
     * @throws UnknownWorkerException if the worker vanished from the registry meanwhile; no job is consumed
     */
    public Optional<ClaimedJob> next(Set<Lane> lanes, @Nullable UUID worker, Duration wait)
            throws InterruptedException {
        throw new UnsupportedOperationException(lanes + " " + worker + wait);
    }

    /** Gives back a job whose worker never got it: it is ready again at once, and costs no retry. */
    public void handBack(ClaimedJob job) {
        throw new UnsupportedOperationException(job.toString());
    }

    @Override
    public void close() {}
}
