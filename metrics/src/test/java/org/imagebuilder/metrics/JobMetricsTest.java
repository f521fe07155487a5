package org.imagebuilder.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.EndedJob;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobMetricsTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final JobMetrics metrics = new JobMetrics(registry);

    @Test
    @DisplayName("W18 the end of a job carries the architecture of suffixed types")
    void architecture() {
        metrics.ended(ended("osbuild:aarch64", null, Duration.ofSeconds(100)));
        metrics.ended(ended("depsolve", null, Duration.ofSeconds(1)));

        assertThat(lines())
                .contains(
                        "image_builder_worker_total_jobs{arch=\"aarch64\",status=\"2xx\",tenant=\"org-1\",type=\"osbuild\"} 1.0",
                        "image_builder_worker_total_jobs{arch=\"\",status=\"2xx\",tenant=\"org-1\",type=\"depsolve\"} 1.0",
                        "image_builder_worker_job_duration_seconds_sum{arch=\"aarch64\",status=\"2xx\",tenant=\"org-1\",type=\"osbuild\"} 100.0",
                        "image_builder_worker_job_duration_seconds_bucket{arch=\"aarch64\",status=\"2xx\",tenant=\"org-1\",type=\"osbuild\",le=\"90\"} 0",
                        "image_builder_worker_job_duration_seconds_bucket{arch=\"aarch64\",status=\"2xx\",tenant=\"org-1\",type=\"osbuild\",le=\"120\"} 1");
    }

    @ParameterizedTest
    @CsvSource({"28, 4xx", "10, 5xx", "4711, 5xx"})
    void a_failure_counts_by_whose_fault_it_is(int error, String status) {
        metrics.ended(ended("osbuild:x86_64", new Failure(error, "it broke"), Duration.ofSeconds(1)));
        metrics.failed("osbuild:x86_64", "org-1", error);

        assertThat(lines())
                .contains("image_builder_worker_total_jobs{arch=\"x86_64\",status=\"" + status
                        + "\",tenant=\"org-1\",type=\"osbuild\"} 2.0")
                .contains("image_builder_worker_job_duration_seconds_count{arch=\"x86_64\",status=\"" + status
                        + "\",tenant=\"org-1\",type=\"osbuild\"} 1");
    }

    @Test
    void a_wait_ends_with_the_hand_out_and_is_never_negative() {
        metrics.handedOut(claimed(), "x86_64", START.plusMillis(400));
        metrics.handedOut(claimed(), "x86_64", START.minusMillis(400));

        assertThat(lines())
                .contains(
                        "image_builder_worker_job_wait_duration_seconds_sum{arch=\"x86_64\",tenant=\"\",type=\"depsolve\"} 0.4",
                        "image_builder_worker_job_wait_duration_seconds_bucket{arch=\"x86_64\",tenant=\"\",type=\"depsolve\",le=\"0.2\"} 1",
                        "image_builder_worker_job_wait_duration_seconds_bucket{arch=\"x86_64\",tenant=\"\",type=\"depsolve\",le=\"0.5\"} 2");
    }

    @Test
    void the_bounds_are_those_that_dashboards_know() {
        metrics.ended(ended("depsolve", null, Duration.ZERO));

        assertThat(Pattern.compile("le=\"([^\"]+)\"")
                        .matcher(Exposition.of(registry.scrape()))
                        .results()
                        .map(bound -> bound.group(1)))
                .containsExactly(
                        ("0.1 0.2 0.5 1 2.5 5 10 20 30 40 60 90 120 150 180 240 300 360 420 480 540 600 720 840 960"
                                        + " 1080 1200 1320 1440 1560 1680 1800 2100 2400 2700 3000 3600 4800 6000 7200"
                                        + " 9000 10800 12600 14400 16200 18000 19800 24000 27000 30000 33000 36000"
                                        + " 39600 43200 57600 86400 +Inf")
                                .split(" "));
    }

    private List<String> lines() {
        return Exposition.of(registry.scrape()).lines().toList();
    }

    private static EndedJob ended(String type, @Nullable Failure failure, Duration duration) {
        return new EndedJob(UUID.randomUUID(), type, "org-1", 1, failure, START, START.plus(duration));
    }

    private static ClaimedJob claimed() {
        return new ClaimedJob(
                UUID.randomUUID(), "depsolve", "", 1, START, UUID.randomUUID(), RawJson.of("{}"), List.of());
    }
}
