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

/**
 * A job as it was read, perhaps together with others: whoever asked for it decrypts what it looks at.
 *
 * @param sealed without its digest
 */
record JobRow(JobSnapshot sealed, StoredJson digest) {

    static JobRow read(ResultSet row, int index) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        int errorId = row.getInt("error_id");
        Failure failure = row.wasNull() ? null : new Failure(errorId, row.getString("error_reason"));
        JobSnapshot sealed = new JobSnapshot(
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
                () -> null,
                ids(row.getArray("dependencies")));
        return new JobRow(sealed, StoredJson.digest(row, id));
    }

    /** Reads what is wanted by one alone, and decrypts it at once. */
    static RowMapper<JobSnapshot> opened(Vault vault) {
        return (row, index) -> read(row, index).open(vault);
    }

    /** With its digest, for one of those who asked. */
    JobSnapshot open(Vault vault) {
        return digest.isPresent() ? sealed.with(new OpenedOnce(vault, digest)) : sealed;
    }

    /** For one thread. */
    private static final class OpenedOnce implements Supplier<@Nullable String> {

        private final Vault vault;
        /** Not kept beside what it says, since a page may have many. */
        private @Nullable StoredJson stored;

        private @Nullable String text;

        OpenedOnce(Vault vault, StoredJson stored) {
            this.vault = vault;
            this.stored = stored;
        }

        @Override
        public @Nullable String get() {
            if (stored != null) {
                // several may have asked for the same
                RawJson opened = stored.copy().open(vault);
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

    private static List<UUID> ids(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((UUID[]) array.getArray());
    }
}
