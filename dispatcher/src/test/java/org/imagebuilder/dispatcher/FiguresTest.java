package org.imagebuilder.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Handle;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class FiguresTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestDatabase database = TestPostgres.freshDatabase("migrated", Migrations::migrate);
    private final String group = "dispatcher-" + UUID.randomUUID();
    private final ConfigurableApplicationContext first = run();
    private final ConfigurableApplicationContext second = run();
    private final String channel = "org-" + UUID.randomUUID();

    private ConfigurableApplicationContext run() {
        return DispatcherApplication.application()
                .run(
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "--imagebuilder.dispatcher.group=" + group,
                        "--imagebuilder.figures.interval=500ms",
                        "--imagebuilder.dispatcher.watch-interval=500ms",
                        "--server.port=0");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    @DisplayName("W18 pending and running jobs follow the database, and one replica reports them until it stops")
    void gauges() throws Exception {
        first.getBean(Workers.class).register(channel, "aarch64");
        UUID manifest = submit("image-builder-manifest");
        submit("osbuild:x86_64", manifest);
        submit("osbuild:aarch64", manifest);

        awaitSeries(
                pending("image-builder-manifest", 1),
                running("image-builder-manifest", 0),
                pending("osbuild", 2),
                "imagebuilder_workers{arch=\"aarch64\",tenant=\"" + channel + "\"} 1.0");
        assertThat(Stream.of(first, second).filter(this::reports)).hasSize(1);

        finish(manifest, Outcome.success("{}"));

        awaitSeries(pending("osbuild", 2), running("osbuild", 0));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(all())
                        .noneMatch(line -> line.contains("image-builder-manifest") && line.contains("_jobs{"))
                        .anyMatch(line ->
                                line.startsWith("imagebuilder_oldest_ready_job_age_seconds{type=\"osbuild\"} ")));

        boolean firstReports = reports(first);
        (firstReports ? first : second).close();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(series(firstReports ? second : first)).contains(pending("osbuild", 2)));
    }

    @Test
    @DisplayName("a job that ends without a worker's result counts once, wherever that happens")
    void serverSideEnds() {
        UUID manifest = submit("image-builder-manifest");
        UUID build = submit("osbuild:s390x", manifest);
        finish(manifest, Outcome.failed("{}", new Failure(23, "no such package")));
        await().atMost(SOON).until(() -> state(build) == JobState.FINISHED);
        UUID lost = submit("koji-init");
        await().atMost(SOON).until(() -> state(lost) == JobState.READY);
        var _ = new HandOuts(first.getBean(Statements.class)).claim(lost, null, null);
        JdbcClient.create(first.getBean(DataSource.class))
                .sql("""
                        UPDATE job SET queued_at = queued_at - interval '1 h', ready_at = ready_at - interval '1 h',
                            started_at = started_at - interval '1 h', heartbeat_at = heartbeat_at - interval '1 h',
                            retries = 2, attempt = 3
                        WHERE id = :id
                        """)
                .param("id", lost)
                .update();
        await().atMost(SOON).until(() -> state(lost) == JobState.FINISHED);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(all())
                        .containsOnlyOnce(
                                "image_builder_worker_total_jobs{arch=\"s390x\",status=\"4xx\",tenant=\"" + channel
                                        + "\",type=\"osbuild\"} 1.0",
                                "image_builder_worker_total_jobs{arch=\"\",status=\"5xx\",tenant=\"" + channel
                                        + "\",type=\"koji-init\"} 1.0")
                        .noneMatch(line -> line.startsWith("image_builder_worker_total_jobs_total")));
    }

    private String pending(String type, int jobs) {
        return "image_builder_worker_pending_jobs{tenant=\"%s\",type=\"%s\"} %d.0".formatted(channel, type, jobs);
    }

    private String running(String type, int jobs) {
        return "image_builder_worker_running_jobs{tenant=\"%s\",type=\"%s\"} %d.0".formatted(channel, type, jobs);
    }

    private void awaitSeries(String... lines) {
        await().atMost(SOON).untilAsserted(() -> assertThat(all()).containsOnlyOnce(lines));
    }

    private boolean reports(ConfigurableApplicationContext replica) {
        return series(replica).stream().anyMatch(line -> line.startsWith("imagebuilder_outbox_events "));
    }

    private List<String> all() {
        return Stream.of(first, second)
                .flatMap(replica -> series(replica).stream())
                .toList();
    }

    private List<String> series(ConfigurableApplicationContext replica) {
        String port = replica.getEnvironment().getRequiredProperty("local.server.port");
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no metrics", e);
        }
    }

    private UUID submit(String type, UUID... dependencies) {
        UUID id = Ids.next();
        first.getBean(Submissions.class)
                .enqueue(new JobGraph(
                        channel, null, List.of(new NewJob(id, type, "{}", List.of(dependencies))), Origin.NONE));
        return id;
    }

    private void finish(UUID job, Outcome outcome) {
        await().atMost(SOON).until(() -> state(job) == JobState.READY);
        Handle held = new HandOuts(first.getBean(Statements.class))
                .claim(job, null, null)
                .orElseThrow()
                .handle();
        assertThat(first.getBean(Results.class).finish(held, RawJson.of("{}"), outcome))
                .isPresent();
    }

    private JobState state(UUID job) {
        return first.getBean(Jobs.class).find(job).orElseThrow().state();
    }
}
