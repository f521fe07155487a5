package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;

/**
 * Removes what has expired, a batch with each statement. A compose goes as a whole and only when all its jobs have ended;
 * what an unfinished job still needs stays until that has ended, too. Rows that somebody else holds are left for another
 * time, so nobody waits for it longer than for one statement.
 */
public final class Retention {

    private static final String CAUSE = "retention";

    /** OFFSET 0 keeps it a look-up for each job: as a join, PostgreSQL might begin with everything that ever ended. */
    private static final String NEEDED = """
            EXISTS (
                SELECT FROM job_dependency d JOIN job o ON o.id = d.job_id
                WHERE d.dependency_id = j.id AND o.state IN ('PENDING', 'READY', 'RUNNING') OFFSET 0)
            """;

    private static final String EXPIRED = """
            expires_at <= :now AND expires_at >= :time AND (expires_at, id) > (:time, :id::uuid)
                ORDER BY expires_at, id LIMIT $BATCH
            """;

    private static final String CHANGED = OutboxRows.EVENTS + """
            SELECT o.*, s.* FROM (
                SELECT count(*) AS seen, max(expires_at) AS last_time,
                       (array_agg(id ORDER BY expires_at DESC, id DESC))[1] AS last_id
                FROM candidate
            ) s LEFT JOIN event o ON true ORDER BY o.id
            """;

    /** A batch is a number of composes to look at: those that have to stay are passed by, each once in a run. */
    private static final String REMOVE_COMPOSES =
            """
            WITH candidate AS MATERIALIZED (
                SELECT id, expires_at FROM compose
                WHERE $EXPIRED
            ),
            ended AS MATERIALIZED (
                SELECT c.id FROM candidate c
                WHERE NOT EXISTS (
                    SELECT FROM job j
                    WHERE j.compose_id = c.id AND (j.state IN ('PENDING', 'READY', 'RUNNING') OR $NEEDED) OFFSET 0)
            ),
            locked AS MATERIALIZED (
                SELECT j.id, j.compose_id FROM job j
                WHERE j.compose_id = ANY (ARRAY(SELECT id FROM ended))
                FOR UPDATE SKIP LOCKED
            ),
            doomed AS MATERIALIZED (
                SELECT e.id FROM ended e
                WHERE NOT EXISTS (
                    SELECT FROM job j WHERE j.compose_id = e.id AND j.id NOT IN (SELECT id FROM locked) OFFSET 0)
            ),
            moved AS (
                DELETE FROM job j
                WHERE j.id = ANY (ARRAY(SELECT l.id FROM locked l WHERE l.compose_id IN (SELECT id FROM doomed)))
                RETURNING $MOVED, j.state AS previous_state, 'DELETED' AS change
            ),
            composed AS (DELETE FROM compose WHERE id = ANY (ARRAY(SELECT id FROM doomed)) RETURNING *),
            """.replace("$EXPIRED", EXPIRED).replace("$NEEDED", NEEDED).replace("$MOVED", OutboxRows.MOVED) + CHANGED;

    private static final String REMOVE_JOBS =
            """
            WITH candidate AS MATERIALIZED (
                SELECT id, expires_at FROM job
                WHERE compose_id IS NULL AND $EXPIRED
            ),
            locked AS MATERIALIZED (
                SELECT j.id FROM job j
                WHERE j.id = ANY (ARRAY(SELECT id FROM candidate)) AND j.state IN ('FINISHED', 'CANCELED')
                  AND NOT $NEEDED
                FOR UPDATE SKIP LOCKED
            ),
            moved AS (
                DELETE FROM job j WHERE j.id = ANY (ARRAY(SELECT id FROM locked))
                RETURNING $MOVED, j.state AS previous_state, 'DELETED' AS change
            ),
            composed AS (SELECT * FROM compose WHERE false),
            """.replace("$EXPIRED", EXPIRED).replace("$NEEDED", NEEDED).replace("$MOVED", OutboxRows.MOVED) + CHANGED;

    private final Statements statements;

    public Retention(Statements statements) {
        this.statements = statements;
    }

    /** How far a run has come: everything that expired before is removed, or has to stay for now. */
    public record Position(Instant expiresAt, UUID id) {

        public static final Position START = new Position(Instant.EPOCH, new UUID(0, 0));
    }

    /**
     * What one statement did.
     *
     * @param composes how many are gone
     * @param jobs which jobs are gone, those of the composes among them
     * @param next where to go on; null if nothing more has expired
     */
    public record Batch(
            int composes, List<UUID> jobs, @Nullable Position next) {}

    /**
     * Removes expired composes with all their jobs.
     *
     * @param size how many to look at, at most
     */
    public Batch removeComposes(Position after, int size) {
        return remove(REMOVE_COMPOSES, after, size);
    }

    /**
     * Removes expired jobs that belong to no compose.
     *
     * @param size how many to look at, at most
     */
    public Batch removeJobs(Position after, int size) {
        return remove(REMOVE_JOBS, after, size);
    }

    /**
     * How many events wait to be published, of which removals make more.
     *
     * @param most where to stop counting
     */
    public int unpublished(int most) {
        return statements
                .sql("SELECT count(*) FROM (SELECT FROM outbox WHERE kind <> 'READY' LIMIT :most) waiting")
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    private Batch remove(String sql, Position after, int size) {
        ChangedRows<Seen> removed = new ChangedRows<>(Seen::read);
        // as a literal: a plan for any size would be one for a tenth of all composes
        statements
                .change(sql.replace("$BATCH", Integer.toString(size)), null, CAUSE)
                .param("time", Statements.at(after.expiresAt()))
                .param("id", after.id().toString())
                .query(removed);
        statements.announce(removed.events());
        Seen seen = removed.summary();
        return new Batch(removed.removedComposes(), removed.removedJobs(), seen.candidates < size ? null : seen.last);
    }

    private record Seen(int candidates, @Nullable Position last) {

        static Seen read(ResultSet row) throws SQLException {
            int candidates = row.getInt("seen");
            return new Seen(
                    candidates,
                    candidates == 0
                            ? null
                            : new Position(Statements.instant(row, "last_time"), row.getObject("last_id", UUID.class)));
        }
    }
}
