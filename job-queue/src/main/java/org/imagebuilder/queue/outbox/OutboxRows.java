package org.imagebuilder.queue.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow.Kind;
import org.jspecify.annotations.Nullable;

/** The SQL that every transition shares: what goes into the outbox, and how it is read back. */
public final class OutboxRows {

    private static final String NEW_ROWS = """
            INSERT INTO outbox (kind, key, occurred_at, channel, change, job_id, compose_id, type, previous_state,
                                state, attempt, worker_id, error_id, error_reason, cause, distribution,
                                architecture, image_type, trace_id, correlation_id)
            SELECT k.kind,
                   CASE k.kind WHEN 'READY' THEN m.id ELSE coalesce(m.compose_id, m.id) END,
                   :now, m.channel, coalesce(:change, m.change), m.id, m.compose_id, m.type, m.previous_state,
                   m.state, m.attempt, m.worker_id, m.error_id, m.error_reason, :cause, c.distribution,
                   c.architecture, c.image_type, m.trace_id, m.correlation_id
            FROM moved m
            LEFT JOIN composed c ON c.id = m.id
            -- lateral, so that each compose is looked up once, and not for each kind
            CROSS JOIN LATERAL (VALUES (1, 'JOB', true),
                                       (2, 'COMPOSE', c.id IS NOT NULL),
                                       (3, 'READY', m.state = 'READY')) k (rank, kind, told)
            WHERE k.told
            -- what a job has waited for comes before its being ready
            ORDER BY m.change = 'READY', m.id, k.rank
            """;

    /**
     * Continues a statement whose CTE {@code moved} holds the changed jobs, with their {@code previous_state}, and whose
     * CTE {@code composed} holds the composes among them. Puts what happened into the outbox. The ids of the rows are
     * drawn when everything is changed, so they are higher than those of all events that these changes follow from.
     * Parameters: {@code change}, {@code cause}, {@code now}.
     */
    public static final String UNREAD_EVENTS = "event AS (\n" + NEW_ROWS + ")\n";

    /** The same, for a statement that reads the new rows from the CTE {@code event}. */
    public static final String EVENTS = "event AS (\n" + NEW_ROWS + "RETURNING *)\n";

    /** The same, and as the statement's answer the events of jobs, and the references to those that are ready. */
    public static final String EVENTS_AND_ANSWER =
            EVENTS + "SELECT * FROM event WHERE kind IN ('JOB', 'READY') ORDER BY id";

    /** Most statements take the composes from the table; only a submission has them at hand. */
    public static final String COMPOSED = "composed AS NOT MATERIALIZED (SELECT * FROM compose),\n";

    /** Columns of a job that {@code moved} must have, besides {@code previous_state} and {@code change}. */
    public static final String MOVED =
            "j.id, j.compose_id, j.channel, j.type, j.state, j.attempt, j.worker_id, j.error_id, j.error_reason,"
                    + " j.trace_id, j.correlation_id";

    /** {@link #MOVED} and the two besides, of a CTE that has them all. */
    public static final String ALREADY_MOVED = MOVED.replace("j.", "") + ", previous_state, change";

    private OutboxRows() {}

    /** {@link #MOVED} for an event that shall name something else than what stands in the job now. */
    public static String movedWith(String column, String value) {
        return MOVED.replace("j." + column, value + " AS " + column);
    }

    /** Reads a row of the outbox. */
    public static OutboxRow read(ResultSet row, int index) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                row.getObject("event_id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getObject("key", UUID.class),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("channel"),
                row.getString("change"),
                row.getObject("job_id", UUID.class),
                row.getObject("compose_id", UUID.class),
                row.getString("type"),
                row.getString("previous_state"),
                row.getString("state"),
                row.getInt("attempt"),
                row.getObject("worker_id", UUID.class),
                integer(row, "error_id"),
                row.getString("error_reason"),
                row.getString("cause"),
                row.getString("distribution"),
                row.getString("architecture"),
                row.getString("image_type"),
                row.getString("trace_id"),
                row.getString("correlation_id"));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
