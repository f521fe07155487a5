package org.imagebuilder.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void a_counter_is_called_what_it_was_named() {
        Counter.builder()
                .name("image_builder_test_total_jobs")
                .help("Some help")
                .labelNames("type")
                .register(registry)
                .labelValues("os_total{}")
                .inc();
        Counter.builder().name("image_builder_test_requests").register(registry).inc();

        assertThat(printed()).isEqualTo("""
                # TYPE image_builder_test_requests counter
                image_builder_test_requests 1.0
                # HELP image_builder_test_total_jobs Some help
                # TYPE image_builder_test_total_jobs counter
                image_builder_test_total_jobs{type="os_total{}"} 1.0
                """);
    }

    @Test
    void bounds_are_printed_as_short_as_they_can_be() {
        Histogram.builder()
                .name("image_builder_test_seconds")
                .classicOnly()
                .classicUpperBounds(0.2, 2.5, 30, 86400)
                .labelNames("path")
                .register(registry)
                .labelValues("{le=\"1.0\"}")
                .observe(2);

        assertThat(printed()).isEqualTo("""
                # TYPE image_builder_test_seconds histogram
                image_builder_test_seconds_bucket{path="{le=\\"1.0\\"}",le="0.2"} 0
                image_builder_test_seconds_bucket{path="{le=\\"1.0\\"}",le="2.5"} 1
                image_builder_test_seconds_bucket{path="{le=\\"1.0\\"}",le="30"} 1
                image_builder_test_seconds_bucket{path="{le=\\"1.0\\"}",le="86400"} 1
                image_builder_test_seconds_bucket{path="{le=\\"1.0\\"}",le="+Inf"} 1
                image_builder_test_seconds_count{path="{le=\\"1.0\\"}"} 1
                image_builder_test_seconds_sum{path="{le=\\"1.0\\"}"} 2.0
                """);
    }

    @Test
    void what_is_not_ours_stays_as_the_library_prints_it() {
        Counter.builder().name("jvm_image_builder_x").register(registry).inc();
        Histogram.builder()
                .name("kafka_seconds")
                .classicOnly()
                .classicUpperBounds(30)
                .register(registry)
                .observe(1);
        Gauge.builder()
                .name("image_builder_test_pending_jobs")
                .register(registry)
                .set(3);

        assertThat(printed())
                .contains("# TYPE jvm_image_builder_x_total counter\njvm_image_builder_x_total 1.0\n")
                .contains("kafka_seconds_bucket{le=\"30.0\"} 1\n")
                .contains("image_builder_test_pending_jobs 3.0\n");
    }

    private String printed() {
        return Exposition.of(registry.scrape());
    }
}
