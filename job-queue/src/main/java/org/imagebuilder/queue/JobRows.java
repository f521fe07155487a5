package org.imagebuilder.queue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads snapshots. */
final class JobRows implements RowMapper<JobSnapshot> {

    private final Vault vault;

    JobRows(Vault vault) {
        this.vault = vault;
    }

    @Override
    public JobSnapshot mapRow(ResultSet row, int index) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        RawJson digest = StoredJson.digest(row, id).open(vault);
        int errorId = row.getInt("error_id");
        Failure failure = row.wasNull() ? null : new Failure(errorId, row.getString("error_reason"));
        return new JobSnapshot(
                id,
                row.getObject("compose_id", UUID.class),
                row.getString("type"),
                row.getString("channel"),
                JobState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("retries"),
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                failure,
                digest == null ? null : digest.text(),
                ids(row.getArray("dependencies")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<UUID> ids(@Nullable Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((String[]) array.getArray())
                        .map(UUID::fromString)
                        .toList();
    }
}
