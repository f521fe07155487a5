package org.imagebuilder.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.springframework.transaction.support.TransactionOperations;

/** Stores composes of tenants that may have only so many. */
public final class LimitedSubmissions {

    /** Submissions of a tenant go one after the other, so that each sees those before. */
    private static final String QUEUE_UP = "SELECT pg_advisory_xact_lock(hashtextextended(:channel, 3))";

    private static final String ADMIT = """
            WITH flight AS (
                SELECT count(*) AS unfinished FROM (
                    SELECT FROM job
                    WHERE channel = :channel AND id = compose_id AND state IN ('PENDING', 'READY', 'RUNNING')
                    LIMIT NULLIF(:unfinished, 0)
                ) found
            )
            INSERT INTO tenant_usage AS usage (channel, submitted_at)
            SELECT :channel, ARRAY[:now::timestamptz] FROM flight WHERE :unfinished = 0 OR unfinished < :unfinished
            ON CONFLICT (channel) DO UPDATE SET submitted_at = CASE WHEN :composes = 0 THEN '{}' ELSE
                ARRAY(SELECT t FROM unnest(usage.submitted_at) t WHERE t > :since ORDER BY t) || excluded.submitted_at END
            WHERE :composes = 0 OR (SELECT count(*) FROM unnest(usage.submitted_at) t WHERE t > :since) < :composes
            """;

    /** The submission that makes room when it leaves the window: as many from the end as the limit allows. */
    private static final String BLOCKING = """
            SELECT t FROM tenant_usage, unnest(submitted_at) t
            WHERE channel = :channel AND t > :since ORDER BY t DESC OFFSET :composes - 1 LIMIT 1
            """;

    private final Submissions submissions;
    private final Statements statements;
    private final TransactionOperations transactions;
    private final Function<String, TenantLimits> limits;

    /** @param limits of a tenant, by its channel */
    public LimitedSubmissions(
            Submissions submissions,
            Statements statements,
            TransactionOperations transactions,
            Function<String, TenantLimits> limits) {
        this.submissions = submissions;
        this.statements = statements;
        this.transactions = transactions;
        this.limits = limits;
    }

    /**
     * Stores a compose with all its jobs, or nothing. Without limits, that is one statement.
     *
     * @throws LimitReachedException if the tenant has as many as it may have
     */
    public void enqueue(JobGraph graph) {
        TenantLimits own = limits.apply(graph.channel());
        if (own.isUnlimited()) {
            submissions.enqueue(graph);
            return;
        }
        List<OutboxRow> rows = Objects.requireNonNull(transactions.execute(_ -> {
            admit(graph.channel(), own);
            return submissions.store(graph);
        }));
        statements.announce(rows);
    }

    private void admit(String channel, TenantLimits own) {
        var _ = statements.sql(QUEUE_UP).param("channel", channel).query().listOfRows();
        Instant now = statements.clock().instant();
        Instant since = now.minus(own.window());
        int admitted = statements
                .sql(ADMIT)
                .param("channel", channel)
                .param("now", Statements.at(now))
                .param("since", Statements.at(since))
                .param("composes", own.composes())
                .param("unfinished", own.unfinished())
                .update();
        if (admitted == 0) {
            throw refusal(channel, own, since);
        }
    }

    private LimitReachedException refusal(String channel, TenantLimits own, Instant since) {
        if (own.composes() == 0) {
            return LimitReachedException.unfinished(own);
        }
        return statements
                .sql(BLOCKING)
                .param("channel", channel)
                .param("since", Statements.at(since))
                .param("composes", own.composes())
                .query(OffsetDateTime.class)
                .optional()
                .map(oldest -> LimitReachedException.composes(own, Duration.between(since, oldest.toInstant())))
                .orElseGet(() -> LimitReachedException.unfinished(own));
    }
}
