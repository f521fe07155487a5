package org.imagebuilder.chaos.check;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.chaos.check.Stored.Job;
import org.imagebuilder.chaos.cluster.Postgres;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What PostgreSQL knows, read past all proxies. */
public final class Database {

    private final Postgres postgres;

    public Database(Postgres postgres) {
        this.postgres = postgres;
    }

    // the server comes back at another address
    private JdbcClient client() {
        return JdbcClient.create(postgres.database());
    }

    /** Jobs that were there at that time and have not ended; -1 while it does not answer. */
    public int unfinished(Instant queuedUntil) {
        try {
            return client().sql("""
                            SELECT count(*) FROM job
                            WHERE state IN ('PENDING', 'READY', 'RUNNING') AND queued_at <= :until
                            """)
                    .param("until", Timestamp.from(queuedUntil))
                    .query(Integer.class)
                    .single();
        } catch (DataAccessException | IllegalStateException _) {
            return -1;
        }
    }

    /** Whether a compose that was submitted after that time has been built. */
    public boolean hasBuiltSince(Instant time) {
        try {
            return client().sql(
                            "SELECT EXISTS (SELECT FROM job WHERE id = compose_id AND state = 'FINISHED' AND queued_at > :time)")
                    .param("time", Timestamp.from(time))
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException | IllegalStateException _) {
            return false;
        }
    }

    /** Events that Kafka does not have yet. */
    public int unpublished() {
        return client().sql("SELECT count(*) FROM outbox").query(Integer.class).single();
    }

    /** All of it. */
    public Stored read() {
        return new Stored(composes(), jobs(), unpublished(), ahead());
    }

    private List<UUID> composes() {
        return client().sql("SELECT id FROM compose")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<Job> jobs() {
        return client().sql("""
                        SELECT id, compose_id, queued_at, state, attempt, retries, error_id, result::text
                        FROM job JOIN job_payload ON job_id = id
                        """)
                .query((row, _) -> new Job(
                        row.getObject("id", UUID.class),
                        row.getObject("compose_id", UUID.class),
                        row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                        row.getString("state"),
                        row.getInt("attempt"),
                        row.getInt("retries"),
                        row.getObject("error_id", Integer.class),
                        row.getString("result")))
                .list();
    }

    private int ahead() {
        return client().sql("""
                        SELECT count(*) FROM job
                        WHERE greatest(queued_at, ready_at, started_at, finished_at, heartbeat_at)
                            > clock_timestamp() + interval '1 minute'
                        """).query(Integer.class).single();
    }

    /** Half of the composes that were submitted between the two took no longer. */
    public Duration median(Instant from, Instant to) {
        Double seconds = client().sql("""
                        SELECT coalesce(percentile_cont(0.5) WITHIN GROUP (
                            ORDER BY extract(epoch FROM finished_at - queued_at)), 0)
                        FROM job WHERE id = compose_id AND state = 'FINISHED' AND queued_at BETWEEN :from AND :to
                        """)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(Double.class)
                .single();
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
