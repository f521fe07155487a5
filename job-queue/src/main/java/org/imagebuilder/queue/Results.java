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

    /** The lock lets nobody end the attempt in between, and notices whoever just did. */
    private static final String PROGRESS = """
            WITH held AS (
                SELECT id, report_key FROM job
                WHERE token = :token::uuid AND channel = :channel AND state = 'RUNNING' AND $FITS FOR SHARE
            )
            UPDATE job_payload p SET $STORED
            FROM held h WHERE p.job_id = h.id
            """.replace("$FITS", ReportedPayload.FITS.replace("$KEY", "report_key"))
            .replace("$STORED", ReportedPayload.STORED.replace("$KEY", "h.report_key"));

    /** The exceptions by type come as arrays; a left join leaves the plain outcome where none fits. */
    private static final String FINISH = """
            WITH moved AS (
                UPDATE job j
                SET state = 'FINISHED', token = NULL, heartbeat_at = NULL, report_key = NULL,
                    started_at = coalesce(j.started_at, greatest(:now, j.ready_at, j.queued_at)),
                    finished_at = greatest(:now, j.started_at, j.ready_at, j.queued_at),
                    error_id = coalesce(:errorId::int, x.error_id), error_reason = coalesce(:errorReason::text, x.reason)
                FROM job o
                LEFT JOIN unnest(:types::text[], :errorIds::int[], :reasons::text[]) x (type, error_id, reason)
                    ON x.type = split_part(o.type, ':', 1)
                WHERE o.$KEY AND o.state IN ($FROM) AND j.id = o.id AND j.state = o.state
                  AND j.token IS NOT DISTINCT FROM o.token AND $FITS
                RETURNING $MOVED, o.state AS previous_state, NULL::text AS change, j.started_at, j.finished_at,
                    o.report_key
            ),
            stored AS (
                UPDATE job_payload p SET $STORED
                FROM moved m WHERE p.job_id = m.id
            ),
            """.replace("$MOVED", OutboxRows.MOVED)
                    .replace("$FITS", ReportedPayload.FITS.replace("$KEY", "o.report_key"))
                    .replace("$STORED", ReportedPayload.STORED.replace("$KEY", "m.report_key"))
            + OutboxRows.COMPOSED
            + "$PUBLISHED SELECT o.*, m.started_at, m.finished_at FROM published o CROSS JOIN moved m ORDER BY o.id";

    private static final String FINISH_RUNNING = FINISH.replace("$KEY", "token = :key::uuid AND o.channel = :channel")
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
    public boolean progress(Handle handle, RawJson partial, String digest) {
        ReportedPayload payload = ReportedPayload.of(statements.vault(), handle.token(), partial, digest);
        return progress(handle, payload)
                || (payload.isForToken()
                        && holder(handle)
                                .map(job -> ReportedPayload.forJob(statements.vault(), job, partial, digest))
                                .filter(own -> progress(handle, own))
                                .isPresent());
    }

    private boolean progress(Handle handle, ReportedPayload payload) {
        return payload.bind(statements
                                .sql(PROGRESS)
                                .param("token", handle.token().toString())
                                .param("channel", handle.channel()))
                        .update()
                > 0;
    }

    /** Needed only for jobs that were handed out by a process with other keys. */
    private Optional<UUID> holder(Handle handle) {
        return new Jobs(statements).heldBy(handle).map(Jobs.Held::id);
    }

    /**
     * Finishes a running job.
     *
     * @param result any JSON in valid UTF-8
     * @return empty if the token stands for no running job; nothing is stored then
     */
    public Optional<EndedJob> finish(Handle handle, RawJson result, Outcome outcome) {
        ReportedPayload payload = ReportedPayload.of(statements.vault(), handle.token(), result, outcome.digest());
        Optional<EndedJob> ended = finish(handle, payload, outcome);
        return ended.isPresent() || !payload.isForToken()
                ? ended
                : holder(handle)
                        .map(job -> ReportedPayload.forJob(statements.vault(), job, result, outcome.digest()))
                        .flatMap(own -> finish(handle, own, outcome));
    }

    private Optional<EndedJob> finish(Handle handle, ReportedPayload payload, Outcome outcome) {
        return end(change(FINISH_RUNNING, handle.token(), null).param("channel", handle.channel()), payload, outcome);
    }

    /**
     * Finishes a job with an error before any worker had it.
     *
     * @return empty if the job does not exist or has been handed out; nothing is stored then
     */
    public Optional<EndedJob> failUnstarted(UUID job, String result, Outcome outcome, String cause) {
        ReportedPayload payload = ReportedPayload.forJob(statements.vault(), job, RawJson.of(result), outcome.digest());
        return end(change(FAIL_UNSTARTED, job, cause), payload, outcome);
    }

    private StatementSpec change(String sql, UUID key, @Nullable String cause) {
        return statements.change(sql, Transition.FINISHED, cause).param("key", key.toString());
    }

    private Optional<EndedJob> end(StatementSpec change, ReportedPayload payload, Outcome outcome) {
        List<Map.Entry<String, Failure>> byType =
                List.copyOf(outcome.failureByType().entrySet());
        Failure failure = outcome.failure();
        StatementSpec finish = payload.bind(change)
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
