package org.imagebuilder.queue;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The registry of workers. */
public final class Workers {

    /** Workers that are removed at a time, at most; after as many there may be more. */
    public static final int BATCH = 500;

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

    /** Its running jobs speak for a worker, too: one that is busy building need not say anything else. */
    private static final String REMOVE_SILENT = """
            WITH silent AS (
                SELECT w.id FROM worker w
                WHERE w.heartbeat_at <= :before
                  AND NOT EXISTS (
                      SELECT FROM job j
                      WHERE j.worker_id = w.id AND j.state = 'RUNNING' AND j.heartbeat_at > :before)
                ORDER BY w.heartbeat_at LIMIT :batch FOR UPDATE OF w SKIP LOCKED
            ),
            moved AS (DELETE FROM worker w USING silent s WHERE w.id = s.id RETURNING w.*),
            """ + EVENT;

    private final Statements statements;
    private final ConcurrentHashMap<UUID, Seen> seen = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> forgotten = new AtomicReference<>(Instant.EPOCH);

    public Workers(Statements statements) {
        this.statements = statements;
    }

    /** A registered worker. */
    public record Worker(UUID id, String channel, String architecture) {}

    private record Seen(String channel, Instant at) {}

    /** Workers that ask for the same lanes. */
    public record Kind(String channel, String architecture) {}

    /**
     * Adds a worker, with an event.
     *
     * @return its new id
     */
    public UUID register(String channel, String architecture) {
        UUID id = Ids.next();
        var _ = change(statements
                .sql(REGISTER)
                .param("change", "REGISTERED")
                .param("cause", null, Types.VARCHAR)
                .param("id", id.toString())
                .param("channel", channel)
                .param("architecture", architecture));
        return id;
    }

    /**
     * A sign of life.
     *
     * @return false for a worker that this channel does not have
     */
    public boolean beat(UUID worker, String channel) {
        return statements
                        .sql("""
                                UPDATE worker SET heartbeat_at = greatest(:now, heartbeat_at)
                                WHERE id = :id::uuid AND channel = :channel
                                """)
                        .param("now", statements.now())
                        .param("id", worker.toString())
                        .param("channel", channel)
                        .update()
                > 0;
    }

    /** Whether the channel has such a worker; remembered for a minute, so usually no statement. */
    public boolean isKnown(UUID worker, String channel) {
        Instant before = statements.clock().instant().minus(REMEMBERED);
        Seen last = seen.get(worker);
        if (last == null || !last.at.isAfter(before)) {
            forget(before);
            last = look(worker);
        }
        return last != null && last.channel.equals(channel);
    }

    /** Looks at all of them only once a minute: with thousands of workers, somebody asks all the time. */
    private void forget(Instant before) {
        Instant last = forgotten.get();
        if (last.isBefore(before) && forgotten.compareAndSet(last, before.plus(REMEMBERED))) {
            seen.values().removeIf(known -> !known.at.isAfter(before));
        }
    }

    /** Whether there is such a worker, asked of the database. */
    public boolean isRegistered(UUID worker) {
        return look(worker) != null;
    }

    private @Nullable Seen look(UUID worker) {
        Seen found = statements
                .sql("SELECT channel FROM worker WHERE id = :id::uuid")
                .param("id", worker.toString())
                .query(String.class)
                .optional()
                .map(channel -> new Seen(channel, statements.clock().instant()))
                .orElse(null);
        if (found == null) {
            seen.remove(worker);
        } else {
            seen.put(worker, found);
        }
        return found;
    }

    /** Which kinds of worker have given a sign of life within this time, a hundred at most. */
    public List<Kind> kindsSeenWithin(Duration time) {
        return statements
                .sql("SELECT DISTINCT channel, architecture FROM worker WHERE heartbeat_at > :after LIMIT 100")
                .param("after", Statements.at(statements.clock().instant().minus(time)))
                .query((row, _) -> new Kind(row.getString("channel"), row.getString("architecture")))
                .list();
    }

    /**
     * Removes workers whose last sign of life is at least this old, those first that have been silent for longest. Jobs
     * they have are left to {@link Losses#takeOrphaned}.
     *
     * @return at most {@link #BATCH}
     */
    public List<Worker> removeSilent(Duration silence, String cause) {
        List<OutboxRow> rows = change(statements
                .sql(REMOVE_SILENT)
                .param("change", "REMOVED")
                .param("cause", cause, Types.VARCHAR)
                .param("before", Statements.at(statements.clock().instant().minus(silence)))
                .param("batch", BATCH));
        return rows.stream().map(Workers::read).toList();
    }

    private List<OutboxRow> change(StatementSpec spec) {
        return spec.param("now", statements.now()).query(OutboxRows::read).list();
    }

    private static Worker read(OutboxRow event) {
        return new Worker(event.key(), event.channel(), Objects.requireNonNull(event.architecture()));
    }
}
