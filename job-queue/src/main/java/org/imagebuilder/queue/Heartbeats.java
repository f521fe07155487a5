package org.imagebuilder.queue;

import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;

/** Signs of life of running jobs, and what happens without them. */
public final class Heartbeats {

    private static final String BEAT = """
            UPDATE job SET heartbeat_at = greatest(:now, heartbeat_at)
            WHERE token = ANY (:tokens::uuid[]) AND state IN ('RUNNING', 'CANCELED')
            """;

    private static final String SILENT = """
            SELECT token FROM job WHERE heartbeat_at <= :before AND state = 'RUNNING' ORDER BY heartbeat_at LIMIT 1000
            """;

    private static final String LOSE = """
            WITH before AS (
                SELECT id, retries < :limit AS again FROM job
                WHERE token = :token::uuid AND state = 'RUNNING' FOR UPDATE
            ),
            moved AS (
                UPDATE job j
                SET state = CASE WHEN b.again THEN 'READY' ELSE 'FINISHED' END,
                    retries = j.retries + CASE WHEN b.again THEN 1 ELSE 0 END,
                    token = NULL, heartbeat_at = NULL,
                    ready_at = CASE WHEN b.again THEN greatest(:now, j.queued_at) ELSE j.ready_at END,
                    started_at = CASE WHEN b.again THEN NULL ELSE j.started_at END,
                    finished_at = CASE WHEN b.again THEN NULL ELSE greatest(:now, j.started_at) END,
                    error_id = CASE WHEN b.again THEN NULL ELSE :errorId::int END,
                    error_reason = CASE WHEN b.again THEN NULL ELSE :errorReason::text END
                FROM before b WHERE j.id = b.id
                RETURNING $MOVED, 'RUNNING' AS previous_state,
                    CASE WHEN b.again THEN 'REQUEUED' ELSE 'FINISHED' END AS change
            ),
            stored AS (
                -- the partial result stays, but nobody shall see the progress of a lost attempt
                UPDATE job_payload p
                SET result = CASE m.state WHEN 'READY' THEN p.result ELSE :result::json END,
                    digest = CASE m.state WHEN 'READY' THEN NULL ELSE :digest::json END
                FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.MOVED)
            + OutboxRows.COMPOSED + OutboxRows.OF_MOVED + "SELECT * FROM published ORDER BY id";

    private final Statements statements;
    private final Set<UUID> noted = ConcurrentHashMap.newKeySet();

    public Heartbeats(Statements statements) {
        this.statements = statements;
    }

    /** Notes one; it reaches the database with the next {@link #flush()}. */
    public void beat(UUID token) {
        noted.add(token);
    }

    /** Writes what was noted since the last time, in one statement; none if there was nothing. */
    public void flush() {
        List<UUID> tokens = List.copyOf(noted);
        if (tokens.isEmpty()) {
            return;
        }
        statements
                .sql(BEAT)
                .param("now", statements.now())
                .param("tokens", Statements.texts(tokens))
                .update();
        // only after they are stored: a failed flush is repeated by the next
        tokens.forEach(noted::remove);
    }

    /** Tokens of running jobs that have been silent at least this long, at most a thousand at a time. */
    public List<UUID> silentFor(Duration silence) {
        return statements
                .sql(SILENT)
                .param("before", Statements.at(statements.clock().instant().minus(silence)))
                .query(Statements::id)
                .list();
    }

    /**
     * Takes a running job from a worker that is lost. By token and not by id: whoever finds a worker silent must not take
     * the job from the next one.
     *
     * @param limit how often a job may be lost and still run again
     * @param result the result it is finished with past the limit
     */
    public Lost lose(UUID token, int limit, String result, Outcome outcome, String cause) {
        Failure failure = outcome.failure();
        List<OutboxRow> rows = statements.run(statements
                .change(LOSE, null, cause)
                .param("token", token.toString())
                .param("limit", limit)
                .param("result", result)
                .param("digest", outcome.digest())
                .param("errorId", failure == null ? null : failure.errorId(), Types.INTEGER)
                .param("errorReason", failure == null ? null : failure.reason(), Types.VARCHAR));
        statements.publish(rows);
        if (rows.isEmpty()) {
            return Lost.NOT_RUNNING;
        }
        return JobState.READY.name().equals(rows.getLast().state()) ? Lost.REQUEUED : Lost.FINISHED;
    }
}
