package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What claims bring: events in their order, each in as many rows as its job has dependencies, or in one. */
final class ClaimRows implements RowCallbackHandler {

    private final List<OutboxRow> events = new ArrayList<>();
    private final Map<UUID, GivenRows> claimed = new HashMap<>();

    List<OutboxRow> events() {
        return events;
    }

    /** What was claimed under this token; null for nothing. */
    @Nullable GivenRows claimed(UUID token) {
        return claimed.get(token);
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        if (events.isEmpty() || events.getLast().id() != id) {
            events.add(OutboxRows.read(row, 0));
        }
        UUID token = row.getObject("token", UUID.class);
        if (token != null) {
            GivenRows given = claimed.get(token);
            if (given == null) {
                given = new GivenRows(token, events.getLast(), Statements.instant(row, "ready_at"));
                claimed.put(token, given);
            }
            given.add(row);
        }
    }
}
