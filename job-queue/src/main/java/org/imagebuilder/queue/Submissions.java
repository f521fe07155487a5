package org.imagebuilder.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.springframework.dao.DataIntegrityViolationException;

/** Stores new jobs. */
public final class Submissions {

    private static final String ENQUEUE =
            """
            WITH composed AS (
                INSERT INTO compose (id, channel, created_at, expires_at, distribution, architecture, image_type, request,
                                     request_sealed, request_key)
                SELECT n.id, n.channel, :now, n.expires, n.distribution, n.architecture, n.image_type, n.request,
                       n.sealed, n.key
                FROM unnest(:composes::uuid[], :composeChannels::text[], :composesExpire::timestamptz[],
                            :distributions::text[], :architectures::text[], :imageTypes::text[], :requests::json[],
                            :requestsSealed::bytea[], :requestKeys::bytea[])
                    n (id, channel, expires, distribution, architecture, image_type, request, sealed, key)
                RETURNING *
            ),
            inserted AS (
                INSERT INTO job (id, compose_id, type, channel, state, queued_at, ready_at, expires_at, trace_id,
                                 correlation_id)
                SELECT n.id, n.compose, n.type, n.channel, n.state, :now, CASE n.state WHEN 'READY' THEN :now::timestamptz END,
                       n.expires, n.trace, n.correlation
                FROM unnest(:ids::uuid[], :composesOfJobs::uuid[], :types::text[], :channels::text[], :states::text[],
                            :expire::timestamptz[], :traces::text[], :correlations::text[])
                    n (id, compose, type, channel, state, expires, trace, correlation)
                RETURNING *
            ),
            payload AS (
                INSERT INTO job_payload (job_id, arguments, arguments_sealed, arguments_key)
                SELECT * FROM unnest(:ids::uuid[], :arguments::json[], :argumentsSealed::bytea[], :argumentsKeys::bytea[])
            ),
            dependency AS (
                INSERT INTO job_dependency (job_id, ordinal, dependency_id)
                SELECT * FROM unnest(:dependents::uuid[], :ordinals::smallint[], :dependencies::uuid[])
            ),
            moved AS (
                SELECT $QUEUED, NULL AS previous_state, 'QUEUED' AS change FROM inserted j
                UNION ALL
                SELECT $MOVED, 'PENDING', 'READY' FROM inserted j WHERE j.state = 'READY'
            ),
            """.replace("$QUEUED", OutboxRows.movedWith("state", "'PENDING'")).replace("$MOVED", OutboxRows.MOVED)
                    + OutboxRows.EVENTS_AND_ANSWER;

    private static final int MOST_AT_ONCE = 64;

    /** In characters. What is larger goes alone, so that not too much is in memory at a time. */
    private static final int SMALL = 128 * 1024;

    private final Statements statements;
    private final Function<String, Duration> retention;
    private final Coalescer<NewRows, NewRows> submissions = Coalescer.ofChanges(MOST_AT_ONCE, this::insertAndAnnounce);

    /** @param retention how long the jobs of a channel are kept after they were stored */
    public Submissions(Statements statements, Function<String, Duration> retention) {
        this.statements = statements;
        this.retention = retention;
    }

    /**
     * Stores the whole graph, in one statement, or nothing. What depends on nothing is ready at once.
     *
     * @throws UnknownDependencyException if a dependency is neither in the graph nor stored
     * @throws IllegalArgumentException if arguments are no JSON, or hold the escaped NUL character
     */
    public void enqueue(JobGraph graph) {
        NewRows rows = rows(graph);
        try {
            if (rows.size() <= SMALL) {
                var _ = submissions.run(rows);
            } else {
                var _ = insertAndAnnounce(List.of(rows));
            }
        } catch (DataIntegrityViolationException e) {
            throw explain(e);
        }
    }

    private NewRows rows(JobGraph graph) {
        Instant expires = statements.clock().instant().plus(retention.apply(graph.channel()));
        return new NewRows(graph, Statements.at(expires), statements.vault());
    }

    /** Leaves the announcement to the caller, who may have a transaction to commit first. */
    List<OutboxRow> store(JobGraph graph) {
        try {
            return insert(List.of(rows(graph)));
        } catch (DataIntegrityViolationException e) {
            throw explain(e);
        }
    }

    private List<NewRows> insertAndAnnounce(List<NewRows> graphs) {
        statements.announce(insert(graphs));
        return graphs;
    }

    private List<OutboxRow> insert(List<NewRows> graphs) {
        return statements.run(NewRows.bind(statements.change(ENQUEUE, null, null), graphs));
    }

    private static RuntimeException explain(DataIntegrityViolationException e) {
        return switch (SqlState.of(e)) {
            case SqlState.FOREIGN_KEY_VIOLATION -> new UnknownDependencyException(e);
            case SqlState.INVALID_TEXT -> new IllegalArgumentException("arguments are no JSON", e);
            default -> e;
        };
    }
}
