package org.imagebuilder.queue;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;

/** The jobs that lanes should hold. */
public final class ReadyJobs {

    private static final int BATCH = 1_000;

    private static final String WAITING = """
            SELECT channel, type, count(*) AS jobs FROM job
            WHERE state = 'READY' AND ready_at < :before
            GROUP BY channel, type
            """;

    /** What stands in the outbox is not lost: it is on its way, or the sweeper publishes it. */
    private static final String PUBLISH_MISSING = """
            INSERT INTO outbox (kind, key, occurred_at, channel, change, job_id, compose_id, type, previous_state, state,
                                attempt, trace_id)
            SELECT 'READY', j.id, :now, j.channel, 'READY', j.id, j.compose_id, j.type, j.state, j.state, j.attempt,
                   j.trace_id
            FROM job j
            WHERE j.state = 'READY' AND j.channel = :channel AND j.type = :type AND j.ready_at < :before
              -- each NOT IN is looked up in a hash table, however many the plan expects
              AND (j.id, j.attempt) NOT IN (SELECT * FROM unnest(:ids::uuid[], :attempts::int[]))
              AND j.id NOT IN (SELECT o.key FROM outbox o WHERE o.kind = 'READY' AND o.occurred_at <= :now)
            ORDER BY j.ready_at
            LIMIT :batch
            RETURNING *
            """;

    private final Statements statements;

    public ReadyJobs(Statements statements) {
        this.statements = statements;
    }

    /** Ready jobs of one lane. */
    public record Backlog(String channel, String type, long jobs) {}

    /** What a lane record refers to. */
    public record Reference(UUID job, int attempt) {}

    /** Lanes with jobs that have been ready this long. */
    public List<Backlog> waitingFor(Duration age) {
        return statements
                .sql(WAITING)
                .param("before", before(age))
                .query((row, _) -> new Backlog(row.getString("channel"), row.getString("type"), row.getLong("jobs")))
                .list();
    }

    /**
     * Publishes references to those of a lane's ready jobs that nobody holds, longest ready first, a thousand at most.
     *
     * @param held references that the lane holds
     * @return how many were missing
     */
    public int publishMissing(String channel, String type, Duration age, Collection<Reference> held) {
        List<OutboxRow> rows = statements
                .sql(PUBLISH_MISSING)
                .param("now", statements.now())
                .param("before", before(age))
                .param("channel", channel)
                .param("type", type)
                .param("ids", Statements.texts(held.stream().map(Reference::job).toList()))
                .param("attempts", held.stream().map(Reference::attempt).toArray(Integer[]::new))
                .param("batch", BATCH)
                .query(OutboxRows::read)
                .list();
        statements.announce(rows);
        return rows.size();
    }

    private OffsetDateTime before(Duration age) {
        return Statements.at(statements.clock().instant().minus(age));
    }
}
