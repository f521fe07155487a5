package org.imagebuilder.queue;

import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Takes what workers report. */
public final class Results {

    /** Sent as bytes, since the driver sends those without a copy. */
    private static final String AS_JSON = "convert_from(:result::bytea, 'UTF8')::json";

    /** The lock lets nobody end the attempt in between, and notices whoever just did. */
    private static final String PROGRESS = """
            WITH held AS (SELECT id FROM job WHERE token = :token::uuid AND state = 'RUNNING' FOR SHARE)
            UPDATE job_payload p SET result = $RESULT, digest = :digest::json
            FROM held h WHERE p.job_id = h.id
            """.replace("$RESULT", AS_JSON);

    /** The exceptions by type come as arrays; a left join leaves the plain outcome where none fits. */
    private static final String FINISH = """
            WITH moved AS (
                UPDATE job j
                SET state = 'FINISHED', token = NULL, heartbeat_at = NULL,
                    started_at = coalesce(j.started_at, greatest(:now, j.ready_at, j.queued_at)),
                    finished_at = greatest(:now, j.started_at, j.ready_at, j.queued_at),
                    error_id = coalesce(:errorId::int, x.error_id), error_reason = coalesce(:errorReason::text, x.reason)
                FROM job o
                LEFT JOIN unnest(:types::text[], :errorIds::int[], :reasons::text[]) x (type, error_id, reason)
                    ON x.type = split_part(o.type, ':', 1)
                WHERE o.$KEY AND o.state IN ($FROM) AND j.id = o.id AND j.state = o.state
                  AND j.token IS NOT DISTINCT FROM o.token
                RETURNING $MOVED, o.state AS previous_state, NULL::text AS change, j.started_at, j.finished_at
            ),
            stored AS (
                UPDATE job_payload p SET result = $RESULT, digest = :digest::json
                FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.MOVED).replace("$RESULT", AS_JSON)
            + OutboxRows.COMPOSED
            + "$PUBLISHED SELECT o.*, m.started_at, m.finished_at FROM published o CROSS JOIN moved m ORDER BY o.id";

    private static final String FINISH_RUNNING = FINISH.replace("$KEY", "token = :key::uuid")
            .replace("$FROM", "'RUNNING'")
            .replace("$PUBLISHED", OutboxRows.AFTER_START);

    private static final String FAIL_UNSTARTED = FINISH.replace("$KEY", "id = :key::uuid")
            .replace("$FROM", "'PENDING', 'READY'")
            .replace("$PUBLISHED", OutboxRows.AFTER_ANYTHING);

    private final Statements statements;

    public Results(Statements statements) {
        this.statements = statements;
    }

    /**
     * Stores a partial result; the next one, or the final one, replaces it.
     *
     * @param partial any JSON in valid UTF-8
     * @param digest small JSON for status queries
     * @return false if the token stands for no running job; nothing is stored then
     */
    public boolean progress(UUID token, RawJson partial, String digest) {
        return statements
                        .sql(PROGRESS)
                        .param("token", token.toString())
                        .param("result", partial.parameter())
                        .param("digest", digest)
                        .update()
                > 0;
    }

    /**
     * Finishes a running job.
     *
     * @param result any JSON in valid UTF-8
     * @return empty if the token stands for no running job; nothing is stored then
     */
    public Optional<EndedJob> finish(UUID token, RawJson result, Outcome outcome) {
        return end(FINISH_RUNNING, token, result, outcome, null);
    }

    /**
     * Finishes a job with an error before any worker had it.
     *
     * @return empty if the job does not exist or has been handed out; nothing is stored then
     */
    public Optional<EndedJob> failUnstarted(UUID job, String result, Outcome outcome, String cause) {
        return end(FAIL_UNSTARTED, job, RawJson.of(result), outcome, cause);
    }

    private Optional<EndedJob> end(String sql, UUID key, RawJson result, Outcome outcome, @Nullable String cause) {
        List<Map.Entry<String, Failure>> byType =
                List.copyOf(outcome.failureByType().entrySet());
        Failure failure = outcome.failure();
        StatementSpec finish = statements
                .change(sql, Transition.FINISHED, cause)
                .param("key", key.toString())
                .param("result", result.parameter())
                .param("digest", outcome.digest())
                .param("errorId", failure == null ? null : failure.errorId(), Types.INTEGER)
                .param("errorReason", failure == null ? null : failure.reason(), Types.VARCHAR)
                .param("types", byType.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(
                        "errorIds",
                        byType.stream().map(e -> e.getValue().errorId()).toArray(Integer[]::new))
                .param(
                        "reasons",
                        byType.stream().map(e -> e.getValue().reason()).toArray(String[]::new));
        List<OutboxRow> rows = new ArrayList<>();
        List<Times> times = new ArrayList<>();
        finish.query(row -> {
            rows.add(OutboxRows.read(row, 0));
            times.add(new Times(Statements.instant(row, "started_at"), Statements.instant(row, "finished_at")));
        });
        Publication publication = statements.publish(rows);
        return rows.isEmpty() ? Optional.empty() : Optional.of(ended(rows, times.getLast(), publication));
    }

    private record Times(Instant started, Instant finished) {}

    /** The job's own event is the youngest of its kind; older ones may have been left behind. */
    private static EndedJob ended(List<OutboxRow> rows, Times times, Publication publication) {
        OutboxRow job = rows.reversed().stream()
                .filter(row -> row.kind() == OutboxRow.Kind.JOB)
                .findFirst()
                .orElseThrow();
        Integer error = job.errorId();
        return new EndedJob(
                Objects.requireNonNull(job.jobId()),
                Objects.requireNonNull(job.type()),
                job.channel(),
                job.attempt(),
                error == null ? null : new Failure(error, Objects.requireNonNull(job.errorReason())),
                times.started,
                times.finished,
                publication);
    }
}
