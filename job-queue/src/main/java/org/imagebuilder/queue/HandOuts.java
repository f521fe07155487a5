package org.imagebuilder.queue;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.imagebuilder.queue.secrets.UnreadablePayloadException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Gives ready jobs to workers, and takes back what a worker never got. */
public final class HandOuts {

    private static final String CLAIM =
            """
            WITH moved AS (
                UPDATE job j
                SET state = 'RUNNING', attempt = attempt + 1, token = :token::uuid, worker_id = :worker::uuid,
                    report_key = :reportKey,
                    started_at = greatest(:now, j.ready_at), heartbeat_at = greatest(:now, j.ready_at)
                WHERE j.id = :id::uuid AND j.state = 'READY' AND j.attempt = coalesce(:attempt, j.attempt)
                  AND (:worker::uuid IS NULL OR EXISTS (SELECT FROM worker w WHERE w.id = :worker::uuid))
                RETURNING $MOVED, 'READY' AS previous_state, NULL::text AS change, j.ready_at
            ),
            """.replace("$MOVED", OutboxRows.MOVED) + OutboxRows.COMPOSED + OutboxRows.AFTER_EVENT + """
            SELECT o.*, m.ready_at,
                   a.arguments, a.arguments_sealed, a.arguments_key,
                   d.ordinal, d.dependency_id, d.result, d.result_sealed, d.result_key
            FROM published o CROSS JOIN moved m
            LEFT JOIN job_payload a ON a.job_id = o.job_id AND o.kind = 'JOB'
            LEFT JOIN LATERAL (
                SELECT d.ordinal, d.dependency_id, p.result, p.result_sealed, p.result_key
                FROM job_dependency d JOIN job_payload p ON p.job_id = d.dependency_id
                WHERE d.job_id = o.job_id AND o.kind = 'JOB') d ON true
            ORDER BY o.id, d.ordinal
            """;

    // the results come in rows of their own: from those, unlike from an array, the driver gives the bytes as they are

    private static final String HAND_BACK = """
            WITH before AS (
                SELECT id, worker_id FROM job
                WHERE token = :token::uuid AND channel = :channel AND state = 'RUNNING' FOR UPDATE
            ),
            moved AS (
                UPDATE job j
                SET state = 'READY', token = NULL, worker_id = NULL, started_at = NULL, heartbeat_at = NULL,
                    ready_at = greatest(:now, j.queued_at)
                FROM before b WHERE j.id = b.id AND j.state = 'RUNNING'
                RETURNING $MOVED, 'RUNNING' AS previous_state, NULL::text AS change
            ),
            hidden AS (
                -- the partial result stays, but nobody shall see the progress of an attempt that is over
                UPDATE job_payload p SET digest = NULL, digest_sealed = NULL FROM moved m
                WHERE p.job_id = m.id AND (p.digest IS NOT NULL OR p.digest_sealed IS NOT NULL)
            ),
            """.replace("$MOVED", OutboxRows.movedFrom("b.worker_id"))
            + OutboxRows.COMPOSED + OutboxRows.AFTER_START + "SELECT * FROM published ORDER BY id";

    private final Statements statements;

    public HandOuts(Statements statements) {
        this.statements = statements;
    }

    /** A claim and its events. The answer to the worker should wait for them, so that no effect overtakes its cause. */
    public record Claim(ClaimedJob job, Publication publication) {}

    /**
     * Claims a ready job, in one statement that also brings its arguments and what its dependencies resulted in.
     *
     * @param attempt hand-outs so far, as the one who offers the job knows it; null: whatever it is
     * @param worker null for a worker that did not register
     * @return empty if the job is not ready, was handed out meanwhile, or the worker is not registered
     * @throws UnreadablePayloadException if what belongs to the job cannot be decrypted; it is ready again then, if only
     *     a key is missing
     */
    public Optional<Claim> claim(UUID job, @Nullable Integer attempt, @Nullable UUID worker) {
        UUID token = UUID.randomUUID();
        StatementSpec claim = statements
                .changeWithPayloads(CLAIM, Transition.STARTED, null)
                .param("reportKey", statements.vault().reportKey(job, token).orElse(null), Types.BINARY)
                .param("id", job.toString())
                .param("attempt", attempt, Types.INTEGER)
                .param("token", token.toString())
                .param("worker", worker == null ? null : worker.toString(), Types.VARCHAR);
        ClaimRows rows = new ClaimRows(job, token, statements.vault());
        claim.query(rows);
        Publication publication = statements.publish(rows.events());
        try {
            return rows.claimed().map(claimed -> new Claim(claimed, publication));
        } catch (UnreadablePayloadException e) {
            if (e.isKeyMissing()) {
                // it waits for somebody who has the key; what is damaged ends like a job that loses all its workers
                handBack(new Handle(token, rows.events().getFirst().channel()), "the key to its payload is missing");
            }
            throw e;
        }
    }

    /**
     * Makes a claimed job ready again, at once and without costing a retry.
     *
     * @return empty if the token stands for no running job; nothing changed then
     */
    public Optional<Publication> handBack(Handle handle, String cause) {
        List<OutboxRow> rows = statements.run(statements
                .change(HAND_BACK, Transition.HANDED_BACK, cause)
                .param("token", handle.token().toString())
                .param("channel", handle.channel()));
        return rows.isEmpty() ? Optional.empty() : Optional.of(statements.publish(rows));
    }
}
