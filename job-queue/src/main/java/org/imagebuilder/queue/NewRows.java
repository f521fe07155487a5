package org.imagebuilder.queue;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
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
                .param("composes", each(composes, c -> c.compose.id().toString(), String[]::new))
                .param("composeChannels", each(composes, c -> c.rows.graph.channel(), String[]::new))
                .param("composesExpire", each(composes, c -> c.rows.expires.toString(), String[]::new))
                .param("distributions", each(composes, c -> c.compose.distribution(), String[]::new))
                .param("architectures", each(composes, c -> c.compose.architecture(), String[]::new))
                .param("imageTypes", each(composes, c -> c.compose.imageType(), String[]::new))
                .param("requests", each(composes, c -> c.request.plain, String[]::new))
                .param("requestsSealed", each(composes, c -> c.request.bytes(), byte[][]::new))
                .param("requestKeys", each(composes, c -> c.request.key(), byte[][]::new));
    }

    private static StatementSpec bindJobs(StatementSpec statement, List<Job> jobs) {
        return statement
                .param("ids", each(jobs, j -> j.job.id().toString(), String[]::new))
                .param("composesOfJobs", each(jobs, j -> composeOf(j.rows.graph), String[]::new))
                .param("types", each(jobs, j -> j.job.type(), String[]::new))
                .param("channels", each(jobs, j -> j.rows.graph.channel(), String[]::new))
                .param("expire", each(jobs, j -> j.rows.expires.toString(), String[]::new))
                .param("traces", each(jobs, j -> j.rows.graph.origin().traceId(), String[]::new))
                .param("correlations", each(jobs, j -> j.rows.graph.origin().correlationId(), String[]::new))
                .param("arguments", each(jobs, j -> j.arguments.plain, String[]::new))
                .param("argumentsSealed", each(jobs, j -> j.arguments.bytes(), byte[][]::new))
                .param("argumentsKeys", each(jobs, j -> j.arguments.key(), byte[][]::new));
    }

    private static @Nullable String composeOf(JobGraph graph) {
        return graph.compose() == null ? null : graph.compose().id().toString();
    }

    private static StatementSpec bindEdges(StatementSpec statement, List<Edge> edges) {
        return statement
                .param("dependents", each(edges, e -> e.job.id().toString(), String[]::new))
                .param("ordinals", each(edges, Edge::ordinal, Short[]::new))
                .param("dependencies", each(edges, e -> e.dependency.toString(), String[]::new));
    }

    private static <A, T> @Nullable T[] each(
            Collection<A> all, Function<A, @Nullable T> part, IntFunction<@Nullable T[]> array) {
        return all.stream().map(part).toArray(array);
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
