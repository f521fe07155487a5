package org.imagebuilder.dispatcher.figures;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.imagebuilder.metrics.JobMetrics;
import org.imagebuilder.queue.Publication;
import org.imagebuilder.queue.Transition;
import org.imagebuilder.queue.outbox.EventPublisher;
import org.imagebuilder.queue.outbox.OutboxRow;

/**
 * Counts the jobs that this service ends itself: dependents of failed jobs, and jobs that lost their worker too often.
 * Every change comes by here with its events, once, whatever made it.
 */
final class ServerSideEnds implements EventPublisher {

    private final EventPublisher relay;
    private final JobMetrics metrics;

    ServerSideEnds(EventPublisher relay, JobMetrics metrics) {
        this.relay = relay;
        this.metrics = metrics;
    }

    @Override
    public Publication publish(List<OutboxRow> rows) {
        // what an earlier change left behind comes along, and is older
        Instant now = rows.stream()
                .map(OutboxRow::occurredAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        rows.stream()
                .filter(row -> row.kind() == OutboxRow.Kind.JOB
                        && row.change().equals(Transition.FINISHED.name())
                        && row.occurredAt().equals(now))
                .forEach(this::count);
        return relay.publish(rows);
    }

    private void count(OutboxRow row) {
        if (row.type() != null && row.errorId() != null) {
            metrics.failed(row.type(), row.channel(), row.errorId());
        }
    }
}
