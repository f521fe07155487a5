package org.imagebuilder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.system.Json.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a dashboard sees that adds up over all replicas. */
class MetricsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AutoClose
    private final Cluster cluster = Cluster.start(
            1,
            2,
            2,
            "--management.server.port=0",
            "--imagebuilder.figures.interval=250ms",
            "--imagebuilder.dispatcher.watch-interval=250ms");

    @Test
    @DisplayName(
            "W18 pending and running follow enqueue, hand-out, requeue and finish, with several replicas of everything")
    void followsTheJobs() throws Exception {
        assertThat(Json.post(cluster.composer(0), "/compose", ManyComposesTest.COMPOSE)
                        .status())
                .isEqualTo(201);
        awaitJobs("image-builder-manifest", 1, 0);
        awaitJobs("osbuild", 1, 0);

        Answer silent = ask(0, "image-builder-manifest");
        awaitJobs("image-builder-manifest", 0, 1);

        cluster.sql().sql("""
                        UPDATE job SET queued_at = queued_at - interval '1 h', ready_at = ready_at - interval '1 h',
                            started_at = started_at - interval '1 h', heartbeat_at = heartbeat_at - interval '1 h'
                        WHERE state = 'RUNNING'
                        """).update();
        awaitJobs("image-builder-manifest", 1, 0);

        finish(1, ask(1, "image-builder-manifest"), "{\"data\":{}}");
        awaitJobs("image-builder-manifest", 0, 0);
        awaitJobs("osbuild", 1, 0);

        Answer build = ask(0, "osbuild");
        assertThat(Json.patch(cluster.gateway(0), location(silent), "{\"result\":{}}")
                        .status())
                .isEqualTo(404);
        finish(1, build, "{\"success\":true,\"osbuild_output\":{\"success\":true}}");
        awaitJobs("osbuild", 0, 0);

        assertThat(sum("image_builder_worker_total_jobs{arch=\"x86_64\",status=\"2xx\",tenant=\"\",type=\"osbuild\"}"))
                .isEqualTo(1);
        assertThat(
                        sum(
                                "image_builder_worker_total_jobs{arch=\"\",status=\"2xx\",tenant=\"\",type=\"image-builder-manifest\"}"))
                .isEqualTo(1);
        assertThat(
                        sum(
                                "image_builder_worker_job_wait_duration_seconds_count{arch=\"x86_64\",tenant=\"\",type=\"osbuild\"}"))
                .isEqualTo(1);
        await().untilAsserted(() ->
                assertThat(sum("image_builder_composer_total_compose_requests")).isEqualTo(1));
    }

    private void awaitJobs(String type, int pending, int running) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(sum("image_builder_worker_pending_jobs{tenant=\"\",type=\"" + type + "\"}"))
                    .isEqualTo(pending);
            assertThat(sum("image_builder_worker_running_jobs{tenant=\"\",type=\"" + type + "\"}"))
                    .isEqualTo(running);
        });
    }

    private Answer ask(int gateway, String type) {
        return await().atMost(SOON)
                .until(
                        () -> Json.post(
                                cluster.gateway(gateway),
                                "/jobs",
                                "{\"types\":[\"" + type + "\"],\"arch\":\"x86_64\"}"),
                        answer -> answer.status() == 201);
    }

    private void finish(int gateway, Answer job, String result) throws IOException, InterruptedException {
        assertThat(Json.patch(cluster.gateway(gateway), location(job), "{\"result\":" + result + "}")
                        .status())
                .isEqualTo(200);
    }

    private static String location(Answer job) {
        return job.body().path("location").asString();
    }

    /** As PromQL's {@code sum} over all services. */
    private double sum(String series) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (URI management : cluster.management()) {
            HTTP.send(HttpRequest.newBuilder(management.resolve("/metrics")).build(), BodyHandlers.ofLines())
                    .body()
                    .forEach(lines::add);
        }
        return lines.stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }
}
