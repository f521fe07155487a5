package org.imagebuilder.dispatcher.figures;

import java.util.List;
import org.imagebuilder.metrics.JobMetrics;
import org.imagebuilder.queue.Transition;
import org.imagebuilder.queue.outbox.CommitListener;
import org.imagebuilder.queue.outbox.OutboxRow;

/**
 * Counts the jobs that this service ends itself: dependents of failed jobs, and jobs that lost their worker too often.
 * Every change that may end a job comes by here with its events, once, whatever made it.
 */
final class ServerSideEnds implements CommitListener {

    private final CommitListener publisher;
    private final JobMetrics metrics;

    ServerSideEnds(CommitListener publisher, JobMetrics metrics) {
        this.publisher = publisher;
        this.metrics = metrics;
    }

    @Override
    public void committed(List<OutboxRow> rows) {
        rows.stream()
                .filter(row -> row.kind() == OutboxRow.Kind.JOB && row.change().equals(Transition.FINISHED.name()))
                .forEach(this::count);
        publisher.committed(rows);
    }

    private void count(OutboxRow row) {
        if (row.type() != null && row.errorId() != null) {
            metrics.failed(row.type(), row.channel(), row.errorId());
        }
    }
}
