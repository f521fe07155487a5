package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.imagebuilder.queue.ReadyJobs;
import org.imagebuilder.queue.ReadyJobs.Backlog;
import org.imagebuilder.queue.ReadyJobs.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes lane records again that got lost: with a deleted topic, past their retention, after too many deliveries. One at
 * a time in the whole cluster.
 *
 * <p>A lane that holds at least as many records as it has ready jobs is left alone: either each job has its record, or
 * the surplus is stale and will soon be gone, and then the count tells.
 */
public final class LaneHealer {

    private static final Logger LOG = LoggerFactory.getLogger(LaneHealer.class);

    private final ReadyJobs jobs;
    private final LaneContents contents;

    public LaneHealer(ReadyJobs jobs, LaneContents contents) {
        this.jobs = jobs;
        this.contents = contents;
    }

    /**
     * Publishes references to ready jobs that their lane does not hold, and only those.
     *
     * @param age only jobs that have been ready this long, so that no record is still on its way
     * @return how many
     */
    public int heal(Duration age) {
        int healed = 0;
        for (Backlog backlog : jobs.waitingFor(age)) {
            Lane lane = new Lane(backlog.channel(), backlog.type());
            try {
                healed += heal(lane, backlog, age);
            } catch (KafkaException e) {
                LOG.warn("cannot look into lane {}: {}", lane.topic(), e.getMessage());
            }
        }
        return healed;
    }

    private int heal(Lane lane, Backlog backlog, Duration age) {
        LaneContents.Held held = contents.held(lane.topic());
        if (held.records() >= backlog.jobs()) {
            return 0;
        }
        Collection<Reference> references = held.records() == 0 ? List.of() : contents.read(lane.topic(), held);
        Set<Reference> known = new HashSet<>(references);
        int published = jobs.publishMissing(lane.channel(), lane.type(), age, known);
        if (published > 0) {
            LOG.info("lane {} had lost {} of {} jobs", lane.topic(), published, backlog.jobs());
        }
        return published;
    }
}
