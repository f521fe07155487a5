package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class MetricsTest extends TeapotTest {

    @Autowired
    PrometheusRegistry registry;

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/pots/1-1,      GET,   /api/pots/-,       400",
        "GET,    /api/teapot?a=b,    GET,   /api/teapot,       423",
        "GET,    /api/broken,        GET,   /api/broken,       500",
        "GET,    /api/cold,          GET,   /api/cold,         503",
        "GET,    /api/leak,          GET,   /api/*,            500",
        "GET,    /api/nowhere/1,     GET,   /api/*,            404",
        "GET,    /elsewhere,         GET,   /api/*,            404",
        "DELETE, /api/pots,          DELETE, /api/*,           404",
        "HEAD,   /api/teapot,        HEAD,  /api/*,            404",
        "BREW,   /api/teapot,        other, /api/*,            404",
    })
    void a_request_counts_by_its_route(String method, String path, String countedMethod, String route, int code)
            throws Exception {
        String line = "%s %s %d teapot ''".formatted(countedMethod, route, code);
        long before = count(line);

        send(request(path).method(method, BodyPublishers.noBody()));

        // the answer is out a moment before it is counted
        await().untilAsserted(() -> assertThat(count(line)).isGreaterThan(before));
    }

    @Test
    void ids_and_made_up_paths_make_no_series_of_their_own() throws Exception {
        for (int i = 0; i < 3; i++) {
            get("/api/pots/" + UUID.randomUUID());
            get("/api/" + UUID.randomUUID());
        }

        await().untilAsserted(
                        () -> assertThat(count("GET /api/pots/- 200 teapot ''")).isGreaterThanOrEqualTo(3));
        assertThat(durations())
                .extracting(duration -> duration.getLabels().get("path"))
                .contains("/api/pots/:id", "/api/*")
                .doesNotHaveDuplicates()
                .noneMatch(path -> path.length() > 20);
    }

    @Test
    void the_bounds_are_those_that_dashboards_know() throws Exception {
        get("/api/teapot");

        await().until(() -> !durations().isEmpty());
        assertThat(durations().getFirst().getClassicBuckets().stream().map(bucket -> bucket.getUpperBound()))
                .containsExactly(
                        0.025,
                        0.05,
                        0.075,
                        0.1,
                        0.2,
                        0.5,
                        0.75,
                        1.0,
                        1.5,
                        2.0,
                        3.0,
                        4.0,
                        5.0,
                        6.0,
                        8.0,
                        10.0,
                        12.0,
                        14.0,
                        16.0,
                        20.0,
                        Double.POSITIVE_INFINITY);
    }

    private long count(String line) {
        return registry.scrape("image_builder_teapot_request_count"::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .filter(point -> line(point.getLabels()).equals(line))
                .mapToLong(point -> (long) point.getValue())
                .sum();
    }

    private static String line(Labels labels) {
        return "%s %s %s %s '%s'"
                .formatted(
                        labels.get("method"),
                        labels.get("path"),
                        labels.get("code"),
                        labels.get("subsystem"),
                        labels.get("tenant"));
    }

    private List<HistogramSnapshot.HistogramDataPointSnapshot> durations() {
        return registry.scrape("image_builder_teapot_http_duration_seconds"::equals).stream()
                .flatMap(snapshot -> ((HistogramSnapshot) snapshot).getDataPoints().stream())
                .toList();
    }
}
