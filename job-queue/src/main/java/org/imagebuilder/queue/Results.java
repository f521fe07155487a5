package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Takes what workers report. */
public final class Results {

    /** The lock lets nobody end the attempt in between, and notices whoever just did. */
    private static final String PROGRESS = """
            WITH report AS NOT MATERIALIZED ($ONE),
            held AS (
                SELECT j.id, j.report_key FROM report r
                JOIN job j ON j.token = r.key AND j.channel = r.channel AND (j.state || '') = 'RUNNING' AND $FITS
                FOR SHARE OF j
            )
            UPDATE job_payload p SET $STORED
            FROM held h CROSS JOIN report r WHERE p.job_id = h.id
            """.replace("$ONE", ReportedPayload.ONE)
            .replace("$FITS", ReportedPayload.FITS.replace("$KEY", "j.report_key"))
            .replace("$STORED", ReportedPayload.STORED.replace("$KEY", "h.report_key"));

    /** Longer results go alone, straight from the bytes in which they came. */
    private static final int SHORT = 64 * 1024;

    private static final int MOST_AT_ONCE = 64;

    /** One row for each report; a left join leaves the plain outcome where no exception fits the job's type. */
    private static final String FINISH = """
            WITH report AS NOT MATERIALIZED ($REPORTS),
            exception AS (
                SELECT * FROM unnest(:exceptionOf::int[], :types::text[], :exceptionIds::int[], :exceptionReasons::text[])
                    x (number, type, error_id, reason)
            ),
            ended AS (
                UPDATE job j
                SET state = 'FINISHED', token = NULL, heartbeat_at = NULL, report_key = NULL,
                    started_at = coalesce(j.started_at, greatest(:now, j.ready_at, j.queued_at)),
                    finished_at = greatest(:now, j.started_at, j.ready_at, j.queued_at),
                    error_id = coalesce(r.error_id, x.error_id), error_reason = coalesce(r.error_reason, x.reason)
                FROM report r
                -- the index of that state is not for a job whose key is known: it may be long
                JOIN job o ON $JOB AND (o.state || '') IN ($FROM) AND $FITS
                LEFT JOIN exception x ON x.number = r.number AND x.type = split_part(o.type, ':', 1)
                WHERE j.id = o.id AND j.state = o.state AND j.token IS NOT DISTINCT FROM o.token
                RETURNING $MOVED, o.state AS previous_state, 'FINISHED' AS change, j.started_at, j.finished_at,
                    o.report_key, $NUMBERED
            ),
            stored AS (UPDATE job_payload p SET $STORED),
            succeeded AS (SELECT id, compose_id FROM ended WHERE error_id IS NULL),
            freed AS (
                SELECT j.id FROM (
                    SELECT DISTINCT d.job_id, s.compose_id
                    FROM succeeded s JOIN job_dependency d ON d.dependency_id = s.id
                ) n
                JOIN job j ON j.id = n.job_id AND j.compose_id = n.compose_id AND (j.state || '') = 'PENDING'
                WHERE NOT EXISTS (
                    SELECT FROM job_dependency d JOIN job o ON o.id = d.dependency_id
                    WHERE d.job_id = j.id AND (o.state <> 'FINISHED' OR o.error_id IS NOT NULL)
                      AND o.id NOT IN (SELECT id FROM succeeded))
                -- whoever holds it decides, or the dispatcher does
                FOR NO KEY UPDATE OF j SKIP LOCKED
            ),
            ready AS (
                UPDATE job j SET state = 'READY', ready_at = greatest(:now, j.queued_at)
                FROM freed f WHERE j.id = f.id
                RETURNING $MOVED, 'PENDING' AS previous_state, 'READY' AS change
            ),
            moved AS (SELECT $ALREADY_MOVED FROM ended UNION ALL SELECT $ALREADY_MOVED FROM ready),
            """.replace("$MOVED", OutboxRows.MOVED)
                    .replace("$ALREADY_MOVED", OutboxRows.ALREADY_MOVED)
                    .replace("$FITS", ReportedPayload.FITS.replace("$KEY", "o.report_key"))
            + OutboxRows.COMPOSED
            + """
            $EVENTS
            SELECT o.*, m.number, m.started_at, m.finished_at
            FROM event o LEFT JOIN ended m ON m.id = o.job_id AND o.kind = 'JOB'
            WHERE o.kind IN ('JOB', 'READY')
            ORDER BY o.id
            """.replace("$EVENTS", OutboxRows.EVENTS.strip());

    private static final String RUNNING = FINISH.replace(
                    "$JOB", "o.token = r.key AND o.token = ANY ($KEYS) AND o.channel = r.channel")
            .replace("$FROM", "'RUNNING'");

    /** A single report, which may be large, stays where it is. */
    private static final String STORED_ONE = ReportedPayload.STORED.replace("$KEY", "m.report_key")
            + " FROM ended m CROSS JOIN report r WHERE p.job_id = m.id";

    /** Short ones come along, so that none has to be looked for among all of them. */
    private static final String STORED_MANY =
            ReportedPayload.STORED.replace("$KEY", "r.report_key") + " FROM ended r WHERE p.job_id = r.id";

    private static final String FINISH_ONE = one(RUNNING).replace("$KEYS", "ARRAY[:key::uuid]");

    private static final String FINISH_MANY = RUNNING.replace("$REPORTS", ShortReport.MANY)
            .replace("$KEYS", ":keys::uuid[]")
            .replace("$NUMBERED", "r.number, " + ReportedPayload.COLUMNS)
            .replace("$STORED", STORED_MANY);

    private static final String FAIL_UNSTARTED =
            one(FINISH.replace("$JOB", "o.id = r.key").replace("$FROM", "'PENDING', 'READY'"));

    private static String one(String finish) {
        return finish.replace("$REPORTS", ReportedPayload.ONE)
                .replace("$NUMBERED", "r.number")
                .replace("$STORED", STORED_ONE);
    }

    private final Statements statements;
    private final Coalescer<ShortReport, Optional<EndedJob>> finishes = Coalescer.ofChanges(MOST_AT_ONCE, this::finish);

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
                                .param("key", handle.token().toString())
                                .param("channel", handle.channel())
                                .param("errorId", null, Types.INTEGER)
                                .param("errorReason", null, Types.VARCHAR))
                        .update()
                > 0;
    }

    /** Needed only for jobs that were handed out by a process with other keys. */
    private Optional<UUID> holder(Handle handle) {
        return new Jobs(statements).heldBy(handle).map(Jobs.Held::id);
    }

    /**
     * Finishes a running job. A success makes ready what waits for nothing else in the same compose; whatever is not
     * as simple as that is left to {@link Dependencies}.
     *
     * @param result any JSON in valid UTF-8
     * @return empty if the token stands for no running job; nothing is stored then
     */
    public Optional<EndedJob> finish(Handle handle, RawJson result, Outcome outcome) {
        ReportedPayload payload = ReportedPayload.of(statements.vault(), handle.token(), result, outcome.digest());
        Optional<EndedJob> ended = finish(handle, payload, result, outcome);
        return ended.isPresent() || !payload.isForToken()
                ? ended
                : holder(handle)
                        .map(job -> ReportedPayload.forJob(statements.vault(), job, result, outcome.digest()))
                        .flatMap(own -> finish(handle, own, result, outcome));
    }

    private Optional<EndedJob> finish(Handle handle, ReportedPayload payload, RawJson result, Outcome outcome) {
        return result.length() <= SHORT
                ? finishes.run(new ShortReport(handle, payload, outcome))
                : end(FINISH_ONE, handle.token(), handle.channel(), null, payload, outcome);
    }

    private List<Optional<EndedJob>> finish(List<ShortReport> reports) {
        StatementSpec finish = ShortReport.bind(statements.change(FINISH_MANY, null, null), reports);
        return end(finish, reports.stream().map(ShortReport::outcome).toList());
    }

    /**
     * Finishes a job with an error before any worker had it.
     *
     * @return empty if the job does not exist or has been handed out; nothing is stored then
     */
    public Optional<EndedJob> failUnstarted(UUID job, String result, Outcome outcome, String cause) {
        ReportedPayload payload = ReportedPayload.forJob(statements.vault(), job, RawJson.of(result), outcome.digest());
        return end(FAIL_UNSTARTED, job, null, cause, payload, outcome);
    }

    private Optional<EndedJob> end(
            String sql,
            UUID key,
            @Nullable String channel,
            @Nullable String cause,
            ReportedPayload payload,
            Outcome outcome) {
        Failure failure = outcome.failure();
        StatementSpec finish = payload.bind(statements.change(sql, null, cause))
                .param("key", key.toString())
                .param("channel", channel, Types.VARCHAR)
                .param("errorId", failure == null ? null : failure.errorId(), Types.INTEGER)
                .param("errorReason", failure == null ? null : failure.reason(), Types.VARCHAR);
        return end(finish, List.of(outcome)).getFirst();
    }

    /** Runs the statement, with the exceptions by type of each report. */
    private List<Optional<EndedJob>> end(StatementSpec finish, List<Outcome> outcomes) {
        List<Integer> of = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            for (Map.Entry<String, Failure> exception :
                    outcomes.get(i).failureByType().entrySet()) {
                of.add(i);
                types.add(exception.getKey());
                failures.add(exception.getValue());
            }
        }
        List<OutboxRow> rows = new ArrayList<>();
        Map<Integer, Ended> ended = new HashMap<>();
        finish.param("exceptionOf", of.toArray(Integer[]::new))
                .param("types", types.toArray(String[]::new))
                .param("exceptionIds", failures.stream().map(Failure::errorId).toArray(Integer[]::new))
                .param(
                        "exceptionReasons",
                        failures.stream().map(Failure::reason).toArray(String[]::new))
                .query(row -> {
                    OutboxRow event = OutboxRows.read(row, 0);
                    rows.add(event);
                    int number = row.getInt("number");
                    if (!row.wasNull()) {
                        ended.put(number, Ended.read(row, event));
                    }
                });
        statements.announce(rows);
        return IntStream.range(0, outcomes.size())
                .mapToObj(i -> Optional.ofNullable(ended.get(i)).map(Ended::job))
                .toList();
    }

    private record Ended(OutboxRow event, Instant started, Instant finished) {

        static Ended read(ResultSet row, OutboxRow event) throws SQLException {
            return new Ended(event, Statements.instant(row, "started_at"), Statements.instant(row, "finished_at"));
        }

        EndedJob job() {
            Integer error = event.errorId();
            return new EndedJob(
                    Objects.requireNonNull(event.jobId()),
                    Objects.requireNonNull(event.type()),
                    event.channel(),
                    event.attempt(),
                    error == null ? null : new Failure(error, Objects.requireNonNull(event.errorReason())),
                    started,
                    finished);
        }
    }
}
