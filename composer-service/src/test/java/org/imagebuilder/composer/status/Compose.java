package org.imagebuilder.composer.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.jspecify.annotations.Nullable;

/** Jobs of a compose, made up for a test: dependencies first, the root last. */
final class Compose {

    private static final Instant TIME = Instant.parse("2026-11-01T12:00:00Z");

    private final List<JobSnapshot> jobs = new ArrayList<>();

    /** A finished job. */
    UUID finished(String type, String result, UUID... dependencies) {
        return job(type, JobState.FINISHED, result, dependencies);
    }

    UUID job(String type, JobState state, @Nullable String result, UUID... dependencies) {
        UUID id = new UUID(0, jobs.size() + 1);
        String digest = result == null ? null : ResultDigest.of(result).toString();
        boolean started = state == JobState.RUNNING || state == JobState.FINISHED;
        jobs.add(new JobSnapshot(
                id,
                null,
                type,
                "",
                state,
                started ? 1 : 0,
                0,
                TIME,
                started ? TIME : null,
                state.isFinal() ? TIME : null,
                null,
                () -> digest,
                List.of(dependencies)));
        return id;
    }

    List<JobSnapshot> jobs() {
        return jobs.reversed();
    }

    JobTree tree() {
        return JobTree.of(jobs());
    }
}
