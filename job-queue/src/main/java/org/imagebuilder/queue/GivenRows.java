package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one claimed job is given: rows with its arguments, each with the result of one dependency. The results come in
 * rows of their own, since from those, unlike from an array, the driver gives the bytes as they are.
 */
final class GivenRows {

    /** Columns of the payload {@code a} and the results {@code d}, without what is larger than {@code :largest}. */
    static final String PAYLOAD = """
            greatest(pg_column_size(a.arguments), pg_column_size(a.arguments_sealed),
                     pg_column_size(d.result), pg_column_size(d.result_sealed)) > :largest AS postponed,
            CASE WHEN pg_column_size(a.arguments) <= :largest THEN a.arguments END AS arguments,
            CASE WHEN pg_column_size(a.arguments_sealed) <= :largest THEN a.arguments_sealed END AS arguments_sealed,
            a.arguments_key, d.ordinal, d.dependency_id,
            CASE WHEN pg_column_size(d.result) <= :largest THEN d.result END AS result,
            CASE WHEN pg_column_size(d.result_sealed) <= :largest THEN d.result_sealed END AS result_sealed,
            d.result_key
            """.strip();

    /** The results for the payload {@code a}. */
    static final String RESULTS = """
            SELECT d.ordinal, d.dependency_id, p.result, p.result_sealed, p.result_key
            FROM job_dependency d JOIN job_payload p ON p.job_id = d.dependency_id
            WHERE d.job_id = a.job_id
            """.strip();

    private static final String FETCH = """
            SELECT $PAYLOAD FROM job_payload a LEFT JOIN LATERAL ($RESULTS) d ON true
            WHERE a.job_id = :id::uuid
            ORDER BY d.ordinal
            """.replace("$PAYLOAD", PAYLOAD).replace("$RESULTS", RESULTS);

    private final UUID job;
    private final String type;
    private final int attempt;
    private final Instant readyAt;
    private final Handle handle;
    private final List<@Nullable StoredJson> results = new ArrayList<>();
    private @Nullable StoredJson arguments;
    private boolean postponed;

    private GivenRows(UUID job, String type, int attempt, Instant readyAt, Handle handle) {
        this.job = job;
        this.type = type;
        this.attempt = attempt;
        this.readyAt = readyAt;
        this.handle = handle;
    }

    /** The job of a row, without what {@link #add} takes from it. */
    static GivenRows read(UUID token, ResultSet row) throws SQLException {
        return new GivenRows(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getInt("attempt"),
                Statements.instant(row, "ready_at"),
                new Handle(token, row.getString("channel")));
    }

    void add(ResultSet row) throws SQLException {
        postponed |= row.getBoolean("postponed");
        if (arguments == null) {
            arguments = StoredJson.arguments(row, job);
        }
        row.getInt("ordinal");
        if (!row.wasNull()) {
            results.add(StoredJson.result(row, row.getObject("dependency_id", UUID.class)));
        }
    }

    Handle handle() {
        return handle;
    }

    /**
     * Fetches what is missing, and decrypts; once.
     *
     * @throws org.imagebuilder.queue.secrets.UnreadablePayloadException if arguments or results cannot be decrypted
     */
    ClaimedJob open(Statements statements) {
        if (postponed) {
            fetch(statements);
        }
        List<@Nullable RawJson> opened = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            // one after the other, and none longer than needed: they may be large
            opened.add(Objects.requireNonNull(results.set(i, null)).open(statements.vault()));
        }
        return new ClaimedJob(
                job,
                type,
                handle.channel(),
                attempt,
                readyAt,
                handle.token(),
                Objects.requireNonNull(Objects.requireNonNull(arguments).open(statements.vault())),
                opened);
    }

    private void fetch(Statements statements) {
        arguments = null;
        results.clear();
        statements
                .payloads()
                .sql(FETCH)
                .param("id", job.toString())
                .param("largest", Integer.MAX_VALUE)
                .query((ResultSet row) -> add(row));
    }
}
