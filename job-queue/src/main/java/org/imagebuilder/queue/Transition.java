package org.imagebuilder.queue;

import java.util.Set;

/** The one table of state changes. The SQL of each stands in the class that its comment names. */
public enum Transition {
    /** {@link Submissions}: a new job. */
    QUEUED(JobState.PENDING),
    /** {@link Submissions}, {@link Results}, {@link Dependencies}: there is nothing left to wait for. */
    READY(JobState.READY, JobState.PENDING),
    /** {@link HandOuts}: a worker takes the job. */
    STARTED(JobState.RUNNING, JobState.READY),
    /** {@link HandOuts}: the worker never got it, or gives it back; costs no retry. */
    HANDED_BACK(JobState.READY, JobState.RUNNING),
    /** {@link Losses}: the worker went silent and retries are left. */
    REQUEUED(JobState.READY, JobState.RUNNING),
    /** {@link Results}: the worker's result, or a job that fails without having run. {@link Losses}: a lost worker's. */
    FINISHED(JobState.FINISHED, JobState.RUNNING, JobState.PENDING, JobState.READY),
    /** {@link Cancellations}: somebody stops it. */
    CANCELED(JobState.CANCELED, JobState.PENDING, JobState.READY, JobState.RUNNING);

    private final JobState to;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<JobState> from;

    Transition(JobState to, JobState... from) {
        this.to = to;
        this.from = Set.of(from);
    }

    /** The state this change leads to. */
    public JobState to() {
        return to;
    }

    /** Whether a job in this state may make the change. */
    public boolean allowedFrom(JobState state) {
        return from.contains(state);
    }
}
