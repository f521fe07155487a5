package org.imagebuilder.chaos.workload;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.JobEvent;

/**
 * What consumers of events were told: each event once, in the order in which they came.
 *
 * @param completeSince all that concerns jobs that were queued later must be here; what was published before may be gone
 * @param repeated how many came again
 * @param unreadable what was no event
 */
public record Published(
        Map<String, List<JobEvent>> byJob,
        Map<String, List<ComposeEvent>> byCompose,
        Instant completeSince,
        int repeated,
        List<String> unreadable) {}
