package org.imagebuilder.queue;

import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.springframework.dao.DataIntegrityViolationException;

/** Stores new jobs. */
public final class Submissions {

    private static final String ENQUEUE = """
            WITH composed AS (
                INSERT INTO compose (id, channel, created_at, expires_at, distribution, architecture, image_type, request,
                                     request_sealed, request_key)
                SELECT :compose::uuid, :channel, :now, :expires, :distribution, :architecture, :imageType, :request::json,
                       :requestSealed, :requestKey
                WHERE :compose::uuid IS NOT NULL
                RETURNING *
            ),
            inserted AS (
                INSERT INTO job (id, compose_id, type, channel, state, queued_at, expires_at, trace_id, correlation_id)
                SELECT n.id, (SELECT id FROM composed), n.type, :channel, 'PENDING', :now, :expires, :trace, :correlation
                FROM unnest(:ids::uuid[], :types::text[]) n (id, type)
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
            moved AS (SELECT i.*, NULL::text AS previous_state, NULL::text AS change FROM inserted i),
            """ + OutboxRows.AFTER_EVENT + "SELECT * FROM published ORDER BY id";

    private final Statements statements;
    private final Function<String, Duration> retention;

    /** @param retention how long the jobs of a channel are kept after they were stored */
    public Submissions(Statements statements, Function<String, Duration> retention) {
        this.statements = statements;
        this.retention = retention;
    }

    /**
     * Stores the whole graph, in one statement, or nothing.
     *
     * @throws UnknownDependencyException if a dependency is neither in the graph nor stored
     * @throws IllegalArgumentException if arguments are no JSON, or hold the escaped NUL character
     */
    public Publication enqueue(JobGraph graph) {
        return statements.publish(store(graph));
    }

    /** Leaves the publishing to the caller, who may have a transaction to commit first. */
    List<OutboxRow> store(JobGraph graph) {
        List<String> dependents = new ArrayList<>();
        List<Short> ordinals = new ArrayList<>();
        List<String> dependencies = new ArrayList<>();
        for (NewJob job : graph.jobs()) {
            EscapedNul.refuse(job.arguments());
            for (short i = 0; i < job.dependencies().size(); i++) {
                dependents.add(job.id().toString());
                ordinals.add(i);
                dependencies.add(job.dependencies().get(i).toString());
            }
        }
        NewCompose compose = graph.compose();
        GivenPayloads given = new GivenPayloads(graph, statements.vault());
        try {
            return statements.run(given.bind(statements.change(ENQUEUE, Transition.QUEUED, null))
                    .param("compose", compose == null ? null : compose.id().toString(), Types.VARCHAR)
                    .param("distribution", compose == null ? null : compose.distribution(), Types.VARCHAR)
                    .param("architecture", compose == null ? null : compose.architecture(), Types.VARCHAR)
                    .param("imageType", compose == null ? null : compose.imageType(), Types.VARCHAR)
                    .param("channel", graph.channel())
                    .param(
                            "expires",
                            Statements.at(statements.clock().instant().plus(retention.apply(graph.channel()))))
                    .param("trace", graph.origin().traceId(), Types.VARCHAR)
                    .param("correlation", graph.origin().correlationId(), Types.VARCHAR)
                    .param(
                            "ids",
                            graph.jobs().stream().map(j -> j.id().toString()).toArray(String[]::new))
                    .param("types", graph.jobs().stream().map(NewJob::type).toArray(String[]::new))
                    .param("dependents", dependents.toArray(String[]::new))
                    .param("ordinals", ordinals.toArray(Short[]::new))
                    .param("dependencies", dependencies.toArray(String[]::new)));
        } catch (DataIntegrityViolationException e) {
            throw explain(e);
        }
    }

    private static RuntimeException explain(DataIntegrityViolationException e) {
        return switch (SqlState.of(e)) {
            case SqlState.FOREIGN_KEY_VIOLATION -> new UnknownDependencyException(e);
            case SqlState.INVALID_TEXT -> new IllegalArgumentException("arguments are no JSON", e);
            default -> e;
        };
    }
}
