package org.imagebuilder.chaos.workload;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.JobEvent;

/**
 * What consumers of events were told: each event once, in the order in which they came.
 *
 * @param registeredWorkers ids of those whose registration was told
 * @param completeSince all that concerns jobs that were queued and workers that came later must be here; what was published before may be gone
 * @param repeated how many came again
 * @param unreadable what was no event
 */
public record Published(
        Map<String, List<JobEvent>> byJob,
        Map<String, List<ComposeEvent>> byCompose,
        Set<String> registeredWorkers,
        Instant completeSince,
        int repeated,
        List<String> unreadable) {}
