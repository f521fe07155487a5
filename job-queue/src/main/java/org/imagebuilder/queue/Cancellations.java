package org.imagebuilder.queue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;

/** Stops jobs. */
public final class Cancellations {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellations.class);

    /** A running job keeps token and heartbeat, so that its worker is told at its next sign of life. */
    private static final String MOVE =
            """
            moved AS (
                UPDATE job j SET state = 'CANCELED' FROM before b WHERE j.id = b.id
                RETURNING $MOVED, b.state AS previous_state, NULL::text AS change
            ),
            cleared AS (
                UPDATE job_payload p
                SET result = NULL, digest = NULL, result_sealed = NULL, result_size = NULL, digest_sealed = NULL,
                    result_key = NULL
                FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.MOVED) + OutboxRows.COMPOSED + OutboxRows.EVENTS_AND_ANSWER;

    private static final String CANCEL = """
            WITH before AS (
                SELECT id, state FROM job
                WHERE id = :id::uuid AND state IN ('PENDING', 'READY', 'RUNNING') FOR UPDATE
            ),
            $MOVE""".replace("$MOVE", MOVE);

    /**
     * Of all that the root needs, whatever a job outside still waits for goes on, and what that needs, and so on. Rows
     * are locked in the order of their ids, like those of another cancellation.
     */
    private static final String CANCEL_TREE = """
            WITH RECURSIVE reach (id) AS (
                SELECT id FROM job WHERE id = :id::uuid AND state IN ('PENDING', 'READY', 'RUNNING')
                UNION
                SELECT d.dependency_id FROM reach r JOIN job_dependency d ON d.job_id = r.id
            ),
            kept (id) AS (
                SELECT d.dependency_id FROM job_dependency d
                WHERE d.dependency_id = ANY (ARRAY(SELECT id FROM reach)) AND d.dependency_id <> :id::uuid
                  AND d.job_id NOT IN (SELECT id FROM reach)
                  AND (SELECT o.state IN ('PENDING', 'READY', 'RUNNING') FROM job o WHERE o.id = d.job_id)
                UNION
                SELECT d.dependency_id FROM kept k JOIN job_dependency d ON d.job_id = k.id
            ),
            before AS (
                SELECT id, state FROM job
                WHERE id IN (SELECT id FROM reach EXCEPT SELECT id FROM kept)
                  AND state IN ('PENDING', 'READY', 'RUNNING')
                ORDER BY id FOR UPDATE
            ),
            $MOVE""".replace("$MOVE", MOVE);

    /** Each is in vain only if somebody was changing the same jobs in another order in just the moment that it took. */
    private static final int TRIES = 20;

    private static final String FORGET_TOKENS = """
            UPDATE job SET token = NULL, heartbeat_at = NULL
            WHERE token IS NOT NULL AND state = 'CANCELED' AND heartbeat_at <= :before
            """;

    private final Statements statements;

    public Cancellations(Statements statements) {
        this.statements = statements;
    }

    /**
     * Cancels a job that is not finished.
     *
     * @param cause who and why, for the events
     * @return false if there is no such job or it has ended already
     */
    public boolean cancel(UUID job, String cause) {
        return cancel(CANCEL, job, cause) > 0;
    }

    /**
     * Cancels a job that has not ended, together with everything it depends on, directly or not, as far as no other
     * unfinished job needs it too. Jobs that depend on it are left to {@link Dependencies}.
     *
     * @param cause who and why, for the events
     * @return how many jobs it has stopped; 0 if there is no such job or it has ended already
     */
    public int cancelTree(UUID root, String cause) {
        return cancel(CANCEL_TREE, root, cause);
    }

    private int cancel(String sql, UUID job, String cause) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                List<OutboxRow> rows = statements.run(
                        statements.change(sql, Transition.CANCELED, cause).param("id", job.toString()));
                statements.announce(rows);
                return (int) rows.stream()
                        .filter(row -> row.kind() == OutboxRow.Kind.JOB)
                        .count();
            } catch (PessimisticLockingFailureException e) {
                LOG.debug("whoever changes several of the jobs in another order has met this statement halfway", e);
            }
        }
        throw new OptimisticLockingFailureException("the jobs of %s change all the time".formatted(job));
    }

    /**
     * Lets go of the tokens of cancelled jobs whose last sign of life is at least this old. Asking whether a job is
     * cancelled is none, so the worker has had this long to learn of it.
     *
     * @return how many
     */
    public int forgetTokens(Duration silence) {
        return statements
                .sql(FORGET_TOKENS)
                .param("before", Statements.at(statements.clock().instant().minus(silence)))
                .update();
    }
}
