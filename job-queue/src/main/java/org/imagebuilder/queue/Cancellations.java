package org.imagebuilder.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;

/** Stops jobs. */
public final class Cancellations {

    /** A running job keeps token and heartbeat, so that its worker is told at its next sign of life. */
    private static final String CANCEL = """
            WITH before AS (
                SELECT id, state FROM job WHERE id = :id::uuid AND state IN ('PENDING', 'READY', 'RUNNING') FOR UPDATE
            ),
            moved AS (
                UPDATE job j SET state = 'CANCELED' FROM before b WHERE j.id = b.id
                RETURNING $MOVED, b.state AS previous_state, NULL::text AS change
            ),
            cleared AS (
                UPDATE job_payload p SET result = NULL, digest = NULL FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.MOVED)
            + OutboxRows.COMPOSED + OutboxRows.OF_MOVED + "SELECT * FROM published ORDER BY id";

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
