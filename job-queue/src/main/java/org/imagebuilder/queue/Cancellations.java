package org.imagebuilder.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.springframework.dao.PessimisticLockingFailureException;

/** Stops jobs. */
public final class Cancellations {

    /** A running job keeps token and heartbeat, so that its worker is told at its next sign of life. */
    private static final String MOVE =
            """
            moved AS (
                UPDATE job j SET state = 'CANCELED' FROM before b WHERE j.id = b.id
                RETURNING $MOVED, b.state AS previous_state, NULL::text AS change
            ),
            cleared AS (
                UPDATE job_payload p SET result = NULL, digest = NULL FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.MOVED) + OutboxRows.COMPOSED + OutboxRows.OF_MOVED;

    private static final String CANCEL = """
            WITH before AS (
                SELECT id, state FROM job WHERE id = :id::uuid AND state IN ('PENDING', 'READY', 'RUNNING') FOR UPDATE
            ),
            $MOVE
            SELECT * FROM published ORDER BY id
            """.replace("$MOVE", MOVE);

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
                SELECT d.dependency_id FROM reach r JOIN job_dependency d ON d.dependency_id = r.id
                JOIN job o ON o.id = d.job_id AND o.state IN ('PENDING', 'READY', 'RUNNING')
                WHERE r.id <> :id::uuid AND d.job_id NOT IN (SELECT id FROM reach)
                UNION
                SELECT d.dependency_id FROM kept k JOIN job_dependency d ON d.job_id = k.id
            ),
            before AS (
                SELECT id, state FROM job
                WHERE id IN (SELECT id FROM reach EXCEPT SELECT id FROM kept)
                  AND state IN ('PENDING', 'READY', 'RUNNING')
                ORDER BY id FOR UPDATE
            ),
            $MOVE
            SELECT o.*, (SELECT count(*) FROM moved) AS canceled FROM published o ORDER BY o.id
            """.replace("$MOVE", MOVE);

    private static final int TRIES = 3;

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
     * @return empty if there is no such job or it has ended already
     */
    public Optional<Publication> cancel(UUID job, String cause) {
        List<OutboxRow> rows = statements.run(
                statements.change(CANCEL, Transition.CANCELED, cause).param("id", job.toString()));
        return rows.isEmpty() ? Optional.empty() : Optional.of(statements.publish(rows));
    }

    /**
     * What a cancellation came to.
     *
     * @param jobs how many jobs it stopped
     */
    public record CanceledTree(int jobs, Publication publication) {}

    /**
     * Cancels a job that has not ended, together with everything it depends on, directly or not, as far as no other
     * unfinished job needs it too. Jobs that depend on it are left to {@link Dependencies}.
     *
     * @param cause who and why, for the events
     * @return no jobs if there is no such job or it has ended already
     */
    public CanceledTree cancelTree(UUID root, String cause) {
        for (int attempt = 1; ; attempt++) {
            try {
                return tryCancelTree(root, cause);
            } catch (PessimisticLockingFailureException e) {
                // whoever changes several of the jobs in another order may meet this statement halfway
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private CanceledTree tryCancelTree(UUID root, String cause) {
        List<OutboxRow> rows = new ArrayList<>();
        AtomicInteger canceled = new AtomicInteger();
        statements
                .change(CANCEL_TREE, Transition.CANCELED, cause)
                .param("id", root.toString())
                .query(row -> {
                    rows.add(OutboxRows.read(row, 0));
                    canceled.set(row.getInt("canceled"));
                });
        return new CanceledTree(canceled.get(), statements.publish(rows));
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
