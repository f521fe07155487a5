package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.imagebuilder.queue.secrets.Column;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;

/** JSON as it lies in a row: plain, or encrypted with a data key beside it. At most one of the two is there. */
final class StoredJson {

    private final Column column;
    private final UUID row;
    private final byte @Nullable [] plain;
    private final byte @Nullable [] sealed;
    private final byte @Nullable [] key;

    private StoredJson(Column column, UUID row, ResultSet from, String name, String key) throws SQLException {
        this.column = column;
        this.row = row;
        this.plain = from.getBytes(name);
        this.sealed = from.getBytes(name + "_sealed");
        this.key = from.getBytes(key);
    }

    static StoredJson arguments(ResultSet row, UUID job) throws SQLException {
        return new StoredJson(Column.ARGUMENTS, job, row, "arguments", "arguments_key");
    }

    static StoredJson result(ResultSet row, UUID job) throws SQLException {
        return new StoredJson(Column.RESULT, job, row, "result", "result_key");
    }

    static StoredJson digest(ResultSet row, UUID job) throws SQLException {
        return new StoredJson(Column.DIGEST, job, row, "digest", "result_key");
    }

    static StoredJson request(ResultSet row, UUID compose) throws SQLException {
        return new StoredJson(Column.REQUEST, compose, row, "request", "request_key");
    }

    /**
     * Reads it, once: it is decrypted where it lies.
     *
     * @throws org.imagebuilder.queue.secrets.UnreadablePayloadException if it cannot be decrypted
     */
    @Nullable RawJson open(Vault vault) {
        return sealed == null ? RawJson.stored(plain) : vault.open(column, row, key, sealed);
    }

    @Override
    public String toString() {
        return column + " of " + row;
    }
}
