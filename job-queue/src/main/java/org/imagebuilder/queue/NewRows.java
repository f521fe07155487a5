package org.imagebuilder.queue;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagebuilder.queue.secrets.Column;
import org.imagebuilder.queue.secrets.Sealed;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A graph as it goes into the database, encrypted where that is wanted. Many of them go together. */
final class NewRows {

    private static final JsonFactory JSON = new JsonFactory();

    private final JobGraph graph;
    private final OffsetDateTime expires;
    private final @Nullable Content request;
    private final List<Content> arguments;

    /** Plain or encrypted: one of the two is there. */
    private record Content(@Nullable String plain, @Nullable Sealed sealed) {

        static Content of(Vault vault, Column column, UUID row, String json) {
            return vault.encrypts()
                    ? new Content(null, vault.seal(column, row, checked(json)))
                    : new Content(json, null);
        }

        byte @Nullable [] bytes() {
            return sealed == null ? null : sealed.content().bytes();
        }

        byte @Nullable [] key() {
            return sealed == null ? null : sealed.key();
        }
    }

    /**
     * Encrypts.
     *
     * @throws IllegalArgumentException if something is no JSON that the database would not see as such any more, or
     *     holds the escaped NUL character
     */
    NewRows(JobGraph graph, OffsetDateTime expires, Vault vault) {
        NewCompose compose = graph.compose();
        this.graph = graph;
        this.expires = expires;
        this.request = compose == null ? null : Content.of(vault, Column.REQUEST, compose.id(), compose.request());
        this.arguments = graph.jobs().stream()
                .map(job -> {
                    EscapedNul.refuse(job.arguments());
                    return Content.of(vault, Column.ARGUMENTS, job.id(), job.arguments());
                })
                .toList();
    }

    /** About how much it holds, in bytes. */
    int size() {
        NewCompose compose = graph.compose();
        return (compose == null ? 0 : compose.request().length())
                + graph.jobs().stream()
                        .mapToInt(job -> job.arguments().length())
                        .sum();
    }

    private record Composed(NewRows rows, NewCompose compose, Content request) {}

    private record Job(NewRows rows, NewJob job, Content arguments) {}

    private record Edge(NewJob job, short ordinal, UUID dependency) {}

    static StatementSpec bind(StatementSpec statement, List<NewRows> all) {
        List<Composed> composes = all.stream()
                .flatMap(rows -> rows.graph.compose() == null || rows.request == null
                        ? Stream.empty()
                        : Stream.of(new Composed(rows, rows.graph.compose(), rows.request)))
                .toList();
        List<Job> jobs = all.stream().flatMap(NewRows::jobs).toList();
        List<Edge> edges = jobs.stream().flatMap(NewRows::edges).toList();
        return bindEdges(bindJobs(bindComposes(statement, composes), jobs), edges);
    }

    private Stream<Job> jobs() {
        return IntStream.range(0, arguments.size())
                .mapToObj(i -> new Job(this, graph.jobs().get(i), arguments.get(i)));
    }

    private static Stream<Edge> edges(Job of) {
        List<UUID> dependencies = of.job.dependencies();
        return IntStream.range(0, dependencies.size()).mapToObj(i -> new Edge(of.job, (short) i, dependencies.get(i)));
    }

    private static StatementSpec bindComposes(StatementSpec statement, List<Composed> composes) {
        return statement
                .param("composes", Statements.each(composes, c -> c.compose.id().toString(), String[]::new))
                .param("composeChannels", Statements.each(composes, c -> c.rows.graph.channel(), String[]::new))
                .param("composesExpire", Statements.each(composes, c -> c.rows.expires.toString(), String[]::new))
                .param("distributions", Statements.each(composes, c -> c.compose.distribution(), String[]::new))
                .param("architectures", Statements.each(composes, c -> c.compose.architecture(), String[]::new))
                .param("imageTypes", Statements.each(composes, c -> c.compose.imageType(), String[]::new))
                .param("requests", Statements.each(composes, c -> c.request.plain, String[]::new))
                .param("requestsSealed", Statements.each(composes, c -> c.request.bytes(), byte[][]::new))
                .param("requestKeys", Statements.each(composes, c -> c.request.key(), byte[][]::new));
    }

    private static StatementSpec bindJobs(StatementSpec statement, List<Job> jobs) {
        return statement
                .param("ids", Statements.each(jobs, j -> j.job.id().toString(), String[]::new))
                .param("composesOfJobs", Statements.each(jobs, j -> composeOf(j.rows.graph), String[]::new))
                .param("types", Statements.each(jobs, j -> j.job.type(), String[]::new))
                .param("channels", Statements.each(jobs, j -> j.rows.graph.channel(), String[]::new))
                .param("states", Statements.each(jobs, j -> stateOf(j.job).name(), String[]::new))
                .param("expire", Statements.each(jobs, j -> j.rows.expires.toString(), String[]::new))
                .param(
                        "traces",
                        Statements.each(jobs, j -> j.rows.graph.origin().traceId(), String[]::new))
                .param(
                        "correlations",
                        Statements.each(jobs, j -> j.rows.graph.origin().correlationId(), String[]::new))
                .param("arguments", Statements.each(jobs, j -> j.arguments.plain, String[]::new))
                .param("argumentsSealed", Statements.each(jobs, j -> j.arguments.bytes(), byte[][]::new))
                .param("argumentsKeys", Statements.each(jobs, j -> j.arguments.key(), byte[][]::new));
    }

    /** What depends on nothing has nothing to wait for. */
    private static JobState stateOf(NewJob job) {
        return job.dependencies().isEmpty() ? JobState.READY : JobState.PENDING;
    }

    private static @Nullable String composeOf(JobGraph graph) {
        return graph.compose() == null ? null : graph.compose().id().toString();
    }

    private static StatementSpec bindEdges(StatementSpec statement, List<Edge> edges) {
        return statement
                .param("dependents", Statements.each(edges, e -> e.job.id().toString(), String[]::new))
                .param("ordinals", Statements.each(edges, Edge::ordinal, Short[]::new))
                .param("dependencies", Statements.each(edges, e -> e.dependency.toString(), String[]::new));
    }

    private static RawJson checked(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("nothing is no JSON");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("arguments are no JSON", e);
        }
        return RawJson.of(text);
    }
}
