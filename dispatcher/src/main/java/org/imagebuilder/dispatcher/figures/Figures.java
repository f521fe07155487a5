package org.imagebuilder.dispatcher.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.imagebuilder.queue.Census;
import org.imagebuilder.queue.JobState;
import org.jspecify.annotations.Nullable;

/** What was counted at one moment. */
record Figures(List<Census.Jobs> jobs, List<Census.Workers> workers, Census.Outbox outbox, Instant takenAt) {

    /** Jobs of one tenant and type. */
    record Kind(String type, String tenant) {}

    /** Every kind that has a job in flight, in whatever state. */
    Set<Kind> kinds() {
        return jobs.stream()
                .map(group -> new Kind(group.type(), group.channel()))
                .collect(Collectors.toSet());
    }

    long count(Kind kind, Set<JobState> states) {
        return jobs.stream()
                .filter(group -> group.type().equals(kind.type)
                        && group.channel().equals(kind.tenant)
                        && states.contains(group.state()))
                .mapToLong(Census.Jobs::count)
                .sum();
    }

    /** How long the oldest ready job of each type has been ready, in seconds. */
    Map<String, Double> waitingByType() {
        return jobs.stream()
                .filter(group -> group.readySince() != null)
                .collect(Collectors.toMap(Census.Jobs::type, group -> age(group.readySince()), Math::max));
    }

    /** In seconds; 0 if there is nothing that could have an age. */
    double age(@Nullable Instant since) {
        return since == null ? 0 : Math.max(0, Duration.between(since, takenAt).toNanos() / 1e9);
    }
}
