package org.imagebuilder.queue.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow.Kind;
import org.jspecify.annotations.Nullable;

/** The SQL that every transition shares: what goes into the outbox, and how it is read back. */
public final class OutboxRows {

    private static final String OF_MOVED = """
            event AS (
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
                RETURNING *
            ),
            published AS (
                SELECT o.* FROM outbox o
                -- with a join, a plan that is made while the outbox is empty reads all of it
                WHERE o.key = ANY (ARRAY(SELECT coalesce(m.compose_id, m.id) FROM moved m))
                  AND o.kind <> 'READY' AND (o.occurred_at < :grace OR $UNKNOWN)
                UNION ALL
                SELECT * FROM event
            )
            """;

    /** Most statements take the composes from the table; only a submission has them at hand. */
    public static final String COMPOSED = "composed AS NOT MATERIALIZED (SELECT * FROM compose),\n";

    /** Columns of a job that {@code moved} must have, besides {@code previous_state} and {@code change}. */
    public static final String MOVED =
            "j.id, j.compose_id, j.channel, j.type, j.state, j.attempt, j.worker_id, j.error_id, j.error_reason,"
                    + " j.trace_id, j.correlation_id";

    /** {@link #MOVED} and the two besides, of a CTE that has them all. */
    public static final String ALREADY_MOVED = MOVED.replace("j.", "") + ", previous_state, change";

    /** For a change that answers to the event before it: that one has been read, so it has been published. */
    public static final String AFTER_EVENT = ofMoved("false");

    /** That a changed job was started: the gateway that handed it out may not have published that yet. */
    public static final String STARTED = """
            (o.change = 'STARTED' AND EXISTS (SELECT FROM moved m WHERE m.id = o.job_id AND m.attempt = o.attempt))
            """;

    /** For a change of a running job. */
    public static final String AFTER_START = ofMoved(STARTED);

    /** For a change that may come at any time, right after any other. */
    public static final String AFTER_ANYTHING = ofMoved("true");

    private OutboxRows() {}

    /**
     * Continues a statement whose CTE {@code moved} holds the changed jobs, with their {@code previous_state}, and whose
     * CTE {@code composed} holds the composes among them. Adds the CTE {@code event}: the new outbox rows, and
     * {@code published}: those together with what earlier changes of the same composes and jobs have left in the outbox,
     * so that whoever publishes now keeps the order. That is what stands there for longer than the grace time, and what
     * is younger and possibly not published by the process that wrote it; most of that is on its way already, and to
     * publish it again costs something. Parameters: {@code change}, {@code cause}, {@code now}, {@code grace}.
     *
     * @param unknown SQL condition on the row {@code o}: it may be unpublished however young it is
     */
    public static String ofMoved(String unknown) {
        return OF_MOVED.replace("$UNKNOWN", unknown.strip());
    }

    /** {@link #MOVED} for an event that shall name something else than what stands in the job now. */
    public static String movedWith(String column, String value) {
        return MOVED.replace("j." + column, value + " AS " + column);
    }

    /** Reads a row of {@code published}. */
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
