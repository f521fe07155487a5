package org.imagebuilder.composer.status;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.imagebuilder.queue.JobSnapshot;

/** A job and everything it depends on. */
public record JobTree(JobSnapshot root, Map<UUID, JobSnapshot> jobs) {

    /** Of these jobs, the root first. */
    public static JobTree of(List<JobSnapshot> jobs) {
        return new JobTree(
                jobs.getFirst(),
                jobs.stream().collect(Collectors.toUnmodifiableMap(JobSnapshot::id, Function.identity())));
    }

    /** In their order; those that retention has removed are missing. */
    public List<JobSnapshot> dependenciesOf(JobSnapshot job) {
        return job.dependencies().stream()
                .map(jobs::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
