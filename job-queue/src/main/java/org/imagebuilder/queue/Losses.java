package org.imagebuilder.queue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;

/** Takes running jobs from workers that are lost. */
public final class Losses {

    /** Jobs that are taken at a time, at most; after as many there may be more. */
    public static final int BATCH = 500;

    /** Whoever holds a row is about to change it: a result that is just being stored wins. */
    private static final String TAKE = """
            WITH lost AS (
                SELECT j.id, j.worker_id, j.retries < :retries AS again FROM job j
                WHERE j.state = 'RUNNING' AND j.heartbeat_at <= :before $AND
                ORDER BY j.heartbeat_at LIMIT :batch FOR UPDATE SKIP LOCKED
            ),
            moved AS (
                UPDATE job j
                SET state = CASE WHEN l.again THEN 'READY' ELSE 'FINISHED' END,
                    retries = j.retries + CASE WHEN l.again THEN 1 ELSE 0 END,
                    token = NULL, heartbeat_at = NULL,
                    worker_id = CASE WHEN l.again THEN NULL ELSE j.worker_id END,
                    ready_at = CASE WHEN l.again THEN greatest(:now, j.queued_at) ELSE j.ready_at END,
                    started_at = CASE WHEN l.again THEN NULL ELSE j.started_at END,
                    finished_at = CASE WHEN l.again THEN NULL ELSE greatest(:now, j.started_at) END,
                    error_id = CASE WHEN l.again THEN NULL ELSE :errorId::int END,
                    error_reason = CASE WHEN l.again THEN NULL ELSE :errorReason::text END
                FROM lost l WHERE j.id = l.id AND (j.state || '') = 'RUNNING'
                RETURNING $MOVED, 'RUNNING' AS previous_state,
                    CASE WHEN l.again THEN 'REQUEUED' ELSE 'FINISHED' END AS change
            ),
            stored AS (
                -- the partial result stays, but nobody shall see the progress of a lost attempt
                UPDATE job_payload p
                SET result = CASE m.state WHEN 'READY' THEN p.result ELSE :result::json END,
                    digest = CASE m.state WHEN 'READY' THEN NULL ELSE :result::json END,
                    result_sealed = CASE m.state WHEN 'READY' THEN p.result_sealed END,
                    result_size = CASE m.state WHEN 'READY' THEN p.result_size END,
                    result_key = CASE m.state WHEN 'READY' THEN p.result_key END,
                    digest_sealed = NULL
                FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.movedWith("worker_id", "l.worker_id"))
            + OutboxRows.COMPOSED
            + OutboxRows.EVENTS_AND_ANSWER;

    private static final String TAKE_SILENT = TAKE.replace("$AND", "");

    private static final String TAKE_ORPHANED = TAKE.replace("$AND", """
            AND j.worker_id IS NOT NULL AND NOT EXISTS (SELECT FROM worker w WHERE w.id = j.worker_id)
            """);

    private final Statements statements;
    private final LossRule rule;

    public Losses(Statements statements, LossRule rule) {
        this.statements = statements;
        this.rule = rule;
    }

    /**
     * Takes the jobs that have been silent for this long, those first that have been so for longest.
     *
     * @return at most {@link #BATCH}
     */
    public List<LostJob> takeSilent(Duration silence) {
        return take(TAKE_SILENT, silence, "no heartbeat");
    }

    /**
     * Takes the jobs of workers that were removed from the registry. A job that was handed out, or has given a sign of
     * life, since its worker was found silent stays: its worker may only have been away.
     *
     * @param silence of the workers
     * @return at most {@link #BATCH}
     */
    public List<LostJob> takeOrphaned(Duration silence) {
        return take(TAKE_ORPHANED, silence, "its worker is gone");
    }

    private List<LostJob> take(String sql, Duration silence, String cause) {
        List<OutboxRow> rows = statements.run(statements
                .change(sql, null, cause)
                .param("before", Statements.at(statements.clock().instant().minus(silence)))
                .param("batch", BATCH)
                .param("retries", rule.retries())
                .param("result", rule.result())
                .param("errorId", rule.failure().errorId())
                .param("errorReason", rule.failure().reason()));
        statements.announce(rows);
        return rows.stream()
                .filter(row -> row.kind() == OutboxRow.Kind.JOB)
                .map(Losses::read)
                .toList();
    }

    private static LostJob read(OutboxRow event) {
        return new LostJob(
                Objects.requireNonNull(event.jobId()),
                Objects.requireNonNull(event.type()),
                event.channel(),
                event.attempt(),
                event.workerId(),
                LostJob.Fate.valueOf(event.change()));
    }
}
