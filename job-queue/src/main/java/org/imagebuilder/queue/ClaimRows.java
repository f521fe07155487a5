package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What claims bring: each job, in as many rows as it has dependencies, or in one. */
final class ClaimRows implements RowCallbackHandler {

    private final Map<UUID, GivenRows> claimed = new HashMap<>();

    /** What was claimed under this token; null for nothing. */
    @Nullable GivenRows claimed(UUID token) {
        return claimed.get(token);
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        UUID token = row.getObject("token", UUID.class);
        GivenRows given = claimed.get(token);
        if (given == null) {
            given = GivenRows.read(token, row);
            claimed.put(token, given);
        }
        given.add(row);
    }
}
