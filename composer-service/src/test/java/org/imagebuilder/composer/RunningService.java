package org.imagebuilder.composer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.secrets.SealedReport;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs, on a real database and broker; one for all tests, which therefore look at their own composes. */
public final class RunningService {

    public static final String BASE = "/api/image-builder-composer/v2";

    /** Twice as many as there are database connections. */
    static final int MOST_WAITING = 20;

    private static final TestDatabase DATABASE =
            TestPostgres.freshDatabase("migrated", database -> Migrations.migrate(database));
    static final Path ARTIFACTS = Path.of("target", "artifacts").toAbsolutePath();
    private static final ConfigurableApplicationContext CONTEXT = start(
            DATABASE,
            "--logging.level.root=warn",
            "--management.server.port=0",
            "--spring.datasource.hikari.connection-timeout=1000",
            "--imagebuilder.artifacts.folder=" + ARTIFACTS,
            "--imagebuilder.artifacts.silence=4s",
            "--server.tomcat.connection-timeout=2s",
            "--imagebuilder.composer.max-waiting-requests=" + MOST_WAITING);
    static final PlayedDispatcher DISPATCHER = new PlayedDispatcher(DATABASE.dataSource());
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private RunningService() {}

    /** Starts another one, for its caller to close. */
    static ConfigurableApplicationContext start(TestDatabase database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--imagebuilder.authentication.mode=none",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers()));
        arguments.addAll(List.of(settings));
        return ComposerServiceApplication.application().run(arguments.toArray(String[]::new));
    }

    static Statements statements() {
        return bean(Statements.class);
    }

    static <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    static TestDatabase database() {
        return DATABASE;
    }

    /**
     * Gives a finished osbuild job a result with a text of so many MiB in it.
     *
     * @return its size in bytes
     */
    static long enlargeResult(UUID job, int megabytes) {
        RawJson result = RawJson.of("{\"success\":true,\"osbuild_output\":{\"success\":true,\"log\":{\"os\":[\""
                + "0123456789abcde\\n".repeat(60 * 1024 * megabytes) + "\"]}}}");
        String digest =
                String.valueOf(new Jobs(statements()).find(job).orElseThrow().digest());
        SealedReport report = statements().vault().seal(job, result, RawJson.of(digest));
        JdbcClient.create(DATABASE.dataSource())
                .sql("""
                        UPDATE job_payload SET result_sealed = :result, result_size = :size, digest_sealed = :digest,
                            result_key = :key WHERE job_id = :job
                        """)
                .param("result", report.result())
                .param("size", result.length())
                .param("digest", report.digest())
                .param("key", report.key())
                .param("job", job)
                .update();
        return result.length();
    }

    public record Rows(long jobs, long composes, long events) {}

    record JobRow(
            UUID id,
            String type,
            String channel,
            String state,
            @Nullable String correlationId,
            @Nullable String traceId) {}

    /** How many jobs and composes there are, and how many events there have ever been. */
    public static Rows rows() {
        return JdbcClient.create(bean(DataSource.class))
                .sql("SELECT (SELECT count(*) FROM job) AS jobs, (SELECT count(*) FROM compose) AS composes,"
                        + " (SELECT last_value FROM outbox_id_seq) AS events")
                .query(Rows.class)
                .single();
    }

    static List<JobRow> jobsOf(String compose) {
        return JdbcClient.create(DATABASE.dataSource())
                .sql(
                        "SELECT id, type, channel, state, correlation_id, trace_id FROM job WHERE compose_id = ?::uuid ORDER BY id")
                .param(compose)
                .query(JobRow.class)
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /** Throws everybody out of the database, and keeps them out until the work is done. */
    static void withoutDatabase(Runnable work) {
        String name = DATABASE.jdbcUrl().substring(DATABASE.jdbcUrl().lastIndexOf('/') + 1);
        JdbcClient server = JdbcClient.create(
                new TestDatabase(DATABASE.jdbcUrl().replace(name, "postgres"), DATABASE.user(), DATABASE.password())
                        .dataSource());
        server.sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false").update();
        try {
            server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")
                    .param(name)
                    .query()
                    .listOfRows();
            work.run();
        } finally {
            server.sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true").update();
        }
    }

    static JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    static HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Begins to wait for an answer; the header is what {@link JobRow#correlationId} will be. */
    static CompletableFuture<HttpResponse<String>> begin(String path, String body, String externalId) {
        return HTTP.sendAsync(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("X-External-Id", externalId)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    public static HttpResponse<String> submit(String body) {
        return post("/compose", "application/json", body);
    }

    /**
     * Begins a request.
     *
     * @param path below the API's own
     */
    public static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(BASE + path));
    }

    static URI address(String path) {
        return URI.create("http://localhost:" + port(null) + path);
    }

    static URI managementAddress(String path) {
        return URI.create("http://localhost:" + port("management") + path);
    }

    private static int port(@Nullable String namespace) {
        String property = namespace == null ? "local.server.port" : "local." + namespace + ".port";
        return CONTEXT.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    public static HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return HTTP.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
