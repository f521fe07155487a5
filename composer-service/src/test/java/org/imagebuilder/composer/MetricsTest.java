package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.imagebuilder.composer.Requests.withImage;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

    private static final String BASE = RunningService.BASE;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image_builder_composer_total_requests ",
                "image_builder_composer_total_compose_requests ",
                "image_builder_composer_request_count{code=\"201\",method=\"POST\",path=\"" + BASE
                        + "/compose\",subsystem=\"composer\",tenant=\"\"} ",
                "image_builder_composer_http_duration_seconds_count{path=\"" + BASE + "/compose\",tenant=\"\"} ",
                "image_builder_composer_http_duration_seconds_bucket{path=\"" + BASE
                        + "/compose\",tenant=\"\",le=\"20\"} ",
            })
    void a_compose_request_moves(String series) {
        double before = value(series);

        assertThat(RunningService.submit(withImage()).statusCode()).isEqualTo(201);

        await().untilAsserted(() -> assertThat(value(series)).isGreaterThan(before));
    }

    @Test
    void a_refused_compose_request_counts_under_the_status_of_its_error() {
        String series = "image_builder_composer_request_count{code=\"400\",method=\"POST\",path=\"" + BASE
                + "/compose\",subsystem=\"composer\",tenant=\"\"} ";
        double before = value(series);

        RunningService.submit("{}");

        await().untilAsserted(() -> assertThat(value(series)).isGreaterThan(before));
    }

    @Test
    void ids_stand_in_no_label() {
        UUID id = UUID.randomUUID();
        RunningService.get("/composes/" + id);

        await().untilAsserted(() -> assertThat(metrics())
                .anyMatch(line -> line.contains("path=\"" + BASE + "/composes/:id\""))
                .anyMatch(line -> line.contains("path=\"" + BASE + "/composes/-\"")));
        assertThat(metrics()).noneMatch(line -> line.contains(id.toString()));
    }

    @Test
    void the_runtime_has_its_metrics_too() {
        assertThat(metrics())
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("process_uptime_seconds "));
    }

    private static double value(String series) {
        return metrics().stream()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private static List<String> metrics() {
        return RunningService.send(HttpRequest.newBuilder(RunningService.managementAddress("/metrics"))
                        .build())
                .body()
                .lines()
                .toList();
    }
}
