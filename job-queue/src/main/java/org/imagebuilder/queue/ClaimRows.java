package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What a claim brings: events in their order, each in as many rows as its job has dependencies, or in one. */
final class ClaimRows implements RowCallbackHandler {

    private final UUID job;
    private final UUID token;
    private final List<OutboxRow> events = new ArrayList<>();
    private final List<@Nullable RawJson> results = new ArrayList<>();
    private @Nullable ClaimedJob claimed;

    ClaimRows(UUID job, UUID token) {
        this.job = job;
        this.token = token;
    }

    List<OutboxRow> events() {
        return events;
    }

    /** Empty if nothing was claimed. */
    Optional<ClaimedJob> claimed() {
        return Optional.ofNullable(claimed);
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        OutboxRow event = OutboxRows.read(row, 0);
        boolean next = events.isEmpty() || events.getLast().id() != event.id();
        if (next) {
            events.add(event);
        }
        RawJson arguments = RawJson.stored(row.getBytes("arguments"));
        if (event.kind() == OutboxRow.Kind.JOB && arguments != null && job.equals(event.jobId())) {
            if (next) {
                // an older event of the same job may have been left behind; the last one is of this claim
                results.clear();
                claimed = read(row, event, arguments);
            }
            row.getInt("ordinal");
            if (!row.wasNull()) {
                results.add(RawJson.stored(row.getBytes("result")));
            }
        }
    }

    private ClaimedJob read(ResultSet row, OutboxRow event, RawJson arguments) throws SQLException {
        return new ClaimedJob(
                Objects.requireNonNull(event.jobId()),
                Objects.requireNonNull(event.type()),
                event.channel(),
                event.attempt(),
                Statements.instant(row, "ready_at"),
                token,
                arguments,
                results);
    }
}
