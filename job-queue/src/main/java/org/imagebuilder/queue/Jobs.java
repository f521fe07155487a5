package org.imagebuilder.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads jobs. */
@SuppressWarnings("DoNotCallSuggester")
public final class Jobs {

    /**
     * A job with everything it depends on, directly or not, in one statement.
     *
     * @return the job first, then the others; empty for an unknown id
     */
    public List<JobSnapshot> withDependencies(UUID id) {
        throw new UnsupportedOperationException(id.toString());
    }

    /** One job. */
    public Optional<JobSnapshot> find(UUID id) {
        throw new UnsupportedOperationException(id.toString());
    }

    /**
     * What a token stands for.
     *
     * @return {@link JobState#RUNNING} or {@link JobState#CANCELED}; empty once the job is finished or requeued, and for
     *     tokens that never were
     */
    public Optional<JobState> stateOf(UUID token) {
        throw new UnsupportedOperationException(token.toString());
    }
}
