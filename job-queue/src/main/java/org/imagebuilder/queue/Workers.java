package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The registry of workers. */
public final class Workers {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final String EVENT = """
            event AS (
                INSERT INTO outbox (kind, key, occurred_at, channel, change, worker_id, architecture, cause)
                SELECT 'WORKER', id, :now, channel, :change, id, architecture, :cause FROM moved
                RETURNING *
            )
            SELECT * FROM event ORDER BY id
            """;

    private static final String REGISTER = """
            WITH moved AS (
                INSERT INTO worker (id, channel, architecture, registered_at, heartbeat_at)
                VALUES (:id::uuid, :channel, :architecture, :now, :now)
                RETURNING *
            ),
            """ + EVENT;

    private static final String REMOVE = """
            WITH moved AS (
                DELETE FROM worker w
                WHERE w.id = :id::uuid
                  AND NOT EXISTS (SELECT FROM job j WHERE j.worker_id = w.id AND j.state = 'RUNNING')
                RETURNING *
            ),
            """ + EVENT;

    private final Statements statements;
    private final ConcurrentHashMap<UUID, Instant> seen = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> forgotten = new AtomicReference<>(Instant.EPOCH);

    public Workers(Statements statements) {
        this.statements = statements;
    }

    /**
     * A registered worker.
     *
     * @param heartbeatAt its last sign of life
     */
    public record Worker(UUID id, String channel, String architecture, Instant heartbeatAt) {}

    /** Workers that ask for the same lanes. */
    public record Kind(String channel, String architecture) {}

    /**
     * Adds a worker, with an event.
     *
     * @return its new id
     */
    public UUID register(String channel, String architecture) {
        UUID id = Ids.next();
        statements.publish(change(statements
                .sql(REGISTER)
                .param("change", "REGISTERED")
                .param("cause", null, Types.VARCHAR)
                .param("id", id.toString())
                .param("channel", channel)
                .param("architecture", architecture)));
        return id;
    }

    /**
     * A sign of life.
     *
     * @return false for an unknown worker
     */
    public boolean beat(UUID worker) {
        return statements
                        .sql("UPDATE worker SET heartbeat_at = greatest(:now, heartbeat_at) WHERE id = :id::uuid")
                        .param("now", statements.now())
                        .param("id", worker.toString())
                        .update()
                > 0;
    }

    /** Whether there is such a worker; remembered for a minute, so usually no statement. */
    public boolean isKnown(UUID worker) {
        Instant now = statements.clock().instant();
        Instant last = seen.get(worker);
        if (last != null && last.isAfter(now.minus(REMEMBERED))) {
            return true;
        }
        forget(now.minus(REMEMBERED));
        return isRegistered(worker);
    }

    /** Looks at all of them only once a minute: with thousands of workers, somebody asks all the time. */
    private void forget(Instant before) {
        Instant last = forgotten.get();
        if (last.isBefore(before) && forgotten.compareAndSet(last, before.plus(REMEMBERED))) {
            seen.values().removeIf(at -> !at.isAfter(before));
        }
    }

    /** Whether there is such a worker, asked of the database. */
    public boolean isRegistered(UUID worker) {
        boolean registered = statements
                .sql("SELECT count(*) FROM worker WHERE id = :id::uuid")
                .param("id", worker.toString())
                .query((row, _) -> row.getInt(1) > 0)
                .single();
        if (registered) {
            seen.put(worker, statements.clock().instant());
        } else {
            seen.remove(worker);
        }
        return registered;
    }

    /** Which kinds of worker have given a sign of life within this time, a hundred at most. */
    public List<Kind> kindsSeenWithin(Duration time) {
        return statements
                .sql("SELECT DISTINCT channel, architecture FROM worker WHERE heartbeat_at > :after LIMIT 100")
                .param("after", Statements.at(statements.clock().instant().minus(time)))
                .query((row, _) -> new Kind(row.getString("channel"), row.getString("architecture")))
                .list();
    }

    /** Workers whose last sign of life is at least this old. */
    public List<Worker> silentFor(Duration silence) {
        return statements
                .sql("SELECT * FROM worker WHERE heartbeat_at <= :before ORDER BY heartbeat_at")
                .param("before", Statements.at(statements.clock().instant().minus(silence)))
                .query(Workers::read)
                .list();
    }

    /**
     * Removes a worker that has no running job.
     *
     * @return false if it has one, or is not there
     */
    public boolean remove(UUID worker, @Nullable String cause) {
        List<OutboxRow> rows = change(statements
                .sql(REMOVE)
                .param("change", "REMOVED")
                .param("cause", cause, Types.VARCHAR)
                .param("id", worker.toString()));
        statements.publish(rows);
        seen.remove(worker);
        return !rows.isEmpty();
    }

    private List<OutboxRow> change(StatementSpec spec) {
        return spec.param("now", statements.now()).query(OutboxRows::read).list();
    }

    private static Worker read(ResultSet row, int index) throws SQLException {
        return new Worker(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                row.getString("architecture"),
                row.getObject("heartbeat_at", OffsetDateTime.class).toInstant());
    }
}
