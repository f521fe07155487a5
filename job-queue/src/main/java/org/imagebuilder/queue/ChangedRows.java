package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRow.Kind;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Reads the answer of a statement that tells what it found, whether it changed something or not: events, none of which
 * may be there, and beside each of them the same summary of the whole.
 */
final class ChangedRows<S> implements RowCallbackHandler {

    /** Reads the columns that are the same in each row. */
    @FunctionalInterface
    interface SummaryReader<S> {
        S read(ResultSet row) throws SQLException;
    }

    private final SummaryReader<S> reader;
    private final List<OutboxRow> events = new ArrayList<>();
    private @Nullable S summary;

    ChangedRows(SummaryReader<S> reader) {
        this.reader = reader;
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        if (summary == null) {
            summary = reader.read(row);
        }
        if (row.getObject("event_id") != null) {
            events.add(OutboxRows.read(row, 0));
        }
    }

    S summary() {
        return Objects.requireNonNull(summary);
    }

    List<OutboxRow> events() {
        return events;
    }

    List<UUID> removedJobs() {
        return removed(Kind.JOB).map(row -> Objects.requireNonNull(row.jobId())).toList();
    }

    int removedComposes() {
        return (int) removed(Kind.COMPOSE).count();
    }

    private Stream<OutboxRow> removed(Kind kind) {
        return events.stream().filter(row -> row.kind() == kind && row.change().equals(OutboxRow.DELETED));
    }
}
