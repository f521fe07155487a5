package org.imagebuilder.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.imagebuilder.queue.secrets.UnreadablePayloadException;
import org.jspecify.annotations.Nullable;

/** Gives ready jobs to workers, and takes back what a worker never got. */
public final class HandOuts {

    private static final int MOST_AT_ONCE = 64;

    /** Of several jobs, payloads that are larger in the database are fetched by each job's own worker. */
    private static final int LARGE_PAYLOAD = 64 * 1024;

    private static final String CLAIM = """
            WITH offer AS MATERIALIZED (
                SELECT * FROM unnest(:ids::uuid[], :attempts::int[], :workers::uuid[], :tokens::uuid[], :reportKeys::bytea[])
                    o (id, attempt, worker, token, report_key)
                -- here it is asked once for each offer; EXISTS would read all workers, to look these up in a hash table
                WHERE o.worker IS NULL OR (SELECT true FROM worker w WHERE w.id = o.worker)
            ),
            moved AS (
                UPDATE job j
                SET state = 'RUNNING', attempt = j.attempt + 1, token = o.token, worker_id = o.worker,
                    report_key = o.report_key,
                    started_at = greatest(:now, j.ready_at), heartbeat_at = greatest(:now, j.ready_at)
                FROM offer o
                WHERE j.id = o.id AND j.id = ANY (:ids::uuid[]) AND j.attempt = coalesce(o.attempt, j.attempt)
                  -- the index of that state is not for a job whose id is known: it may be long
                  AND (j.state || '') = 'READY'
                RETURNING $MOVED, 'READY' AS previous_state, NULL::text AS change, j.ready_at, j.token
            ),
            """.replace("$MOVED", OutboxRows.MOVED)
            + OutboxRows.COMPOSED
            + OutboxRows.UNREAD_EVENTS
            + """
            SELECT m.id, m.type, m.channel, m.attempt, m.ready_at, m.token, $PAYLOAD
            FROM moved m
            LEFT JOIN job_payload a ON a.job_id = m.id
            LEFT JOIN LATERAL ($RESULTS) d ON true
            ORDER BY d.ordinal
            """.replace("$PAYLOAD", GivenRows.PAYLOAD).replace("$RESULTS", GivenRows.RESULTS);

    private static final String HAND_BACK = """
            WITH before AS (
                SELECT id, worker_id FROM job
                WHERE token = :token::uuid AND channel = :channel AND state = 'RUNNING' FOR UPDATE
            ),
            moved AS (
                UPDATE job j
                SET state = 'READY', token = NULL, worker_id = NULL, started_at = NULL, heartbeat_at = NULL,
                    ready_at = greatest(:now, j.queued_at)
                FROM before b WHERE j.id = b.id AND (j.state || '') = 'RUNNING'
                RETURNING $MOVED, 'RUNNING' AS previous_state, NULL::text AS change
            ),
            hidden AS (
                -- the partial result stays, but nobody shall see the progress of an attempt that is over
                UPDATE job_payload p SET digest = NULL, digest_sealed = NULL FROM moved m
                WHERE p.job_id = m.id AND (p.digest IS NOT NULL OR p.digest_sealed IS NOT NULL)
            ),
            """.replace("$MOVED", OutboxRows.movedWith("worker_id", "b.worker_id"))
            + OutboxRows.COMPOSED
            + OutboxRows.EVENTS_AND_ANSWER;

    private final Statements statements;
    private final Coalescer<Attempt, Optional<GivenRows>> claims = Coalescer.ofChanges(MOST_AT_ONCE, this::claimAll);

    public HandOuts(Statements statements) {
        this.statements = statements;
    }

    /**
     * A job for a worker.
     *
     * @param attempt hand-outs so far, as the one who offers the job knows it; null: whatever it is
     * @param worker null for a worker that did not register
     */
    public record Offer(
            UUID job, @Nullable Integer attempt, @Nullable UUID worker) {}

    /** An offer under the token that its job will be known by. */
    private record Attempt(Offer offer, UUID token, Optional<byte[]> reportKey) {}

    /**
     * Claims a ready job, in one statement that also brings its arguments and what its dependencies resulted in.
     *
     * @return empty if the job is not ready, was handed out meanwhile, or the worker is not registered
     * @throws UnreadablePayloadException if what belongs to the job cannot be decrypted; it is ready again then, if only
     *     a key is missing
     */
    public Optional<ClaimedJob> claim(UUID job, @Nullable Integer attempt, @Nullable UUID worker) {
        return claim(List.of(new Offer(job, attempt, worker))).getFirst().get();
    }

    /**
     * Claims several, and what others claim at the same time, in one statement.
     *
     * @return for each offer, in their order, what is to be asked once and gives what {@link #claim(UUID, Integer, UUID)}
     *     does, and throws
     */
    public List<Supplier<Optional<ClaimedJob>>> claim(List<Offer> offers) {
        return claims.runAll(offers.stream().map(this::attempt).toList()).stream()
                .<Supplier<Optional<ClaimedJob>>>map(taken -> () -> taken.get().map(this::open))
                .toList();
    }

    private ClaimedJob open(GivenRows rows) {
        try {
            return rows.open(statements);
        } catch (UnreadablePayloadException e) {
            if (e.isKeyMissing()) {
                // it waits for somebody who has the key; what is damaged ends like a job that loses all its workers
                var _ = handBack(rows.handle(), "the key to its payload is missing");
            }
            throw e;
        }
    }

    private Attempt attempt(Offer offer) {
        UUID token = UUID.randomUUID();
        return new Attempt(offer, token, statements.vault().reportKey(offer.job(), token));
    }

    private List<Optional<GivenRows>> claimAll(List<Attempt> attempts) {
        int largest = attempts.size() == 1 ? Integer.MAX_VALUE : LARGE_PAYLOAD;
        ClaimRows rows = new ClaimRows();
        statements
                .changeWithPayloads(CLAIM, Transition.STARTED, null)
                .param("ids", Statements.each(attempts, a -> a.offer.job().toString(), String[]::new))
                .param("attempts", Statements.each(attempts, a -> a.offer.attempt(), Integer[]::new))
                .param(
                        "workers",
                        Statements.each(
                                attempts,
                                a -> a.offer.worker() == null
                                        ? null
                                        : a.offer.worker().toString(),
                                String[]::new))
                .param("tokens", Statements.each(attempts, a -> a.token.toString(), String[]::new))
                .param("reportKeys", Statements.each(attempts, a -> a.reportKey.orElse(null), byte[][]::new))
                .param("largest", largest)
                .query(rows);
        return attempts.stream()
                .map(a -> Optional.ofNullable(rows.claimed(a.token)))
                .toList();
    }

    /**
     * Makes a claimed job ready again, at once and without costing a retry.
     *
     * @return false if the token stands for no running job; nothing changed then
     */
    public boolean handBack(Handle handle, String cause) {
        List<OutboxRow> rows = statements.run(statements
                .change(HAND_BACK, Transition.HANDED_BACK, cause)
                .param("token", handle.token().toString())
                .param("channel", handle.channel()));
        statements.announce(rows);
        return !rows.isEmpty();
    }
}
