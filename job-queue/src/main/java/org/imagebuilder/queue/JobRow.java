package org.imagebuilder.queue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A job as a row has it. */
final class JobRow {

    private JobRow() {}

    static RowMapper<JobSnapshot> in(Vault vault) {
        return (row, _) -> read(row, vault);
    }

    static JobSnapshot read(ResultSet row, Vault vault) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
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
                new OpenedOnce(vault, StoredJson.digest(row, id)),
                ids(row.getArray("dependencies")));
    }

    /** Decrypts for the first who looks. Several may: they share what they have read together. */
    private static final class OpenedOnce implements Supplier<@Nullable String> {

        private final Vault vault;
        /** Null once it is opened: a page may have many, and need not have each twice. */
        private @Nullable StoredJson stored;

        private @Nullable String text;

        OpenedOnce(Vault vault, StoredJson stored) {
            this.vault = vault;
            this.stored = stored;
        }

        @Override
        public synchronized @Nullable String get() {
            if (stored != null) {
                RawJson opened = stored.open(vault);
                text = opened == null ? null : opened.text();
                stored = null;
            }
            return text;
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<UUID> ids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }
}
