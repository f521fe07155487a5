package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

@Gateway
class MetricsTest {

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @LocalManagementPort
    int management;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2xx | {\"success\":true,\"osbuild_output\":{\"success\":true}}",
                "4xx | {\"job_error\":{\"id\":28,\"reason\":\"no upload\"}}",
                "5xx | {\"job_error\":{\"id\":10,\"reason\":\"broken\"}}",
                "5xx | {\"job_error\":{\"id\":4711,\"reason\":\"new\"}}",
            })
    @DisplayName("W18 a result counts with the architecture of the job's type and by whose fault it is")
    void results(String status, String result) throws Exception {
        String labels = "arch=\"riscv64\",status=\"%s\",tenant=\"\",type=\"osbuild\"".formatted(status);
        double ended = value("image_builder_worker_total_jobs{" + labels + "}");
        double durations = value("image_builder_worker_job_duration_seconds_count{" + labels + "}");
        queue.submit("osbuild:riscv64", "{}");
        String path = worker.pathOf(worker.take("riscv64", "osbuild"));

        worker.patch(path, "{\"partial\":{}}");
        worker.patch(path, "{\"result\":" + result + "}");
        worker.patch(path, "{\"result\":" + result + "}");

        assertThat(value("image_builder_worker_total_jobs{" + labels + "}")).isEqualTo(ended + 1);
        assertThat(value("image_builder_worker_job_duration_seconds_count{" + labels + "}"))
                .isEqualTo(durations + 1);
        assertThat(value("image_builder_worker_job_duration_seconds_bucket{" + labels + ",le=\"3000\"}"))
                .isEqualTo(durations + 1);
    }

    @ParameterizedTest
    @CsvSource({"s390x, osbuild, s390x", "s390x, koji-init, ''", "unheard-of, bootc-info-resolve, ''"})
    @DisplayName("W18 a wait carries the worker's architecture if it asked for jobs that are bound to one")
    void waits(String asked, String alsoAskedFor, String architecture) throws Exception {
        String series =
                "image_builder_worker_job_wait_duration_seconds_count{arch=\"%s\",tenant=\"\",type=\"koji-finalize\"}"
                        .formatted(architecture);
        double before = value(series);
        queue.submit("koji-finalize", "{}");

        worker.patch(worker.pathOf(worker.take(asked, alsoAskedFor, "koji-finalize")), "{\"result\":{}}");

        await().untilAsserted(() -> assertThat(value(series)).isEqualTo(before + 1));
    }

    @Test
    void requests_count_by_route_and_never_by_token() throws Exception {
        queue.submit("file-resolve", "{}");
        String path = worker.pathOf(worker.take("x86_64", "file-resolve"));
        worker.get(path);
        worker.patch(path, "{\"result\":{}}");
        worker.post("/workers/" + path.substring("/jobs/".length()) + "/status", "");

        String base = worker.base();
        await().untilAsserted(() -> assertThat(metrics())
                .anyMatch(count("201", "POST", base + "/jobs"))
                .anyMatch(count("200", "GET", base + "/jobs/-"))
                .anyMatch(count("200", "PATCH", base + "/jobs/-"))
                .anyMatch(count("400", "POST", base + "/workers/-/status"))
                .anyMatch(duration(base + "/jobs/:token"))
                .anyMatch(duration(base + "/workers/:worker_id/status"))
                .noneMatch(line -> line.contains(path)));
    }

    private static Predicate<String> count(String code, String method, String path) {
        return line -> line.startsWith(
                "image_builder_worker_request_count{code=\"%s\",method=\"%s\",path=\"%s\",subsystem=\"worker\",tenant=\"\"} "
                        .formatted(code, method, path));
    }

    private static Predicate<String> duration(String path) {
        return line ->
                line.startsWith("image_builder_worker_http_duration_seconds_bucket{path=\"%s\",tenant=\"\",le=\"0.2\"} "
                        .formatted(path));
    }

    private double value(String series) throws IOException, InterruptedException {
        return metrics().stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private List<String> metrics() throws IOException, InterruptedException {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/metrics"))
                                .header(
                                        "Accept",
                                        "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.5,*/*;q=0.1")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain;version=0.0.4");
        return page.body().lines().toList();
    }
}
