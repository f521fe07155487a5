package org.imagebuilder.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.imagebuilder.chaos.check.Stored.Job;
import org.imagebuilder.chaos.workload.Published;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.JobState;
import org.jspecify.annotations.Nullable;

/** Whether events, one after the other, lead to what is stored. */
final class Replay {

    private final Published events;

    Replay(Published events) {
        this.events = events;
    }

    List<String> differences(List<Job> jobs) {
        Map<String, List<JobEvent>> ofJobs = events.byJob();
        Map<String, List<ComposeEvent>> ofComposes = events.byCompose();
        List<String> differences = new ArrayList<>(events.unreadable());
        List<Job> told = jobs.stream()
                .filter(job -> job.queuedAt().isAfter(events.completeSince()))
                .toList();
        for (Job job : told) {
            String id = job.id().toString();
            String difference = replay(job, ofJobs.getOrDefault(id, List.of()));
            if (difference != null) {
                differences.add("job " + id + ": " + difference);
            }
            if (job.id().equals(job.composeId())) {
                String ofCompose = replay(ofComposes.getOrDefault(id, List.of()));
                if (ofCompose != null) {
                    differences.add("compose " + id + ": " + ofCompose);
                }
            }
        }
        return differences;
    }

    private static @Nullable String replay(Job job, List<JobEvent> events) {
        JobState state = null;
        int attempt = 0;
        for (JobEvent event : events) {
            if (!Objects.equals(event.getPreviousState(), state)) {
                return "%s came when it was %s, in %s".formatted(event.getChange(), state, changes(events));
            }
            if (event.getAttempt() < attempt) {
                return "attempt %d came after attempt %d".formatted(event.getAttempt(), attempt);
            }
            state = event.getState();
            attempt = event.getAttempt();
        }
        if (state == null || !job.state().equals(state.name()) || job.attempt() != attempt) {
            return "its events lead to %s with attempt %d, and it is %s with attempt %d"
                    .formatted(state, attempt, job.state(), job.attempt());
        }
        return null;
    }

    private static String changes(List<JobEvent> events) {
        return events.stream()
                .map(event -> event.getChange() + " " + event.getAttempt())
                .toList()
                .toString();
    }

    private static @Nullable String replay(List<ComposeEvent> events) {
        Object status = null;
        for (ComposeEvent event : events) {
            if (!Objects.equals(event.getPreviousStatus(), status)) {
                return "%s came when it was %s".formatted(event.getChange(), status);
            }
            status = event.getStatus();
        }
        return switch (String.valueOf(status)) {
            case "SUCCESS", "FAILURE", "CANCELED" -> null;
            default -> "its events end with " + status;
        };
    }
}
