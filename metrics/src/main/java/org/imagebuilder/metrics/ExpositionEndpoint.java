package org.imagebuilder.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** All metrics of the process, for Prometheus. Always as text: the other formats have other rules for names. */
@WebEndpoint(id = "exposition")
final class ExpositionEndpoint {

    private final PrometheusRegistry registry;

    ExpositionEndpoint(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @ReadOperation(produces = "text/plain;version=0.0.4;charset=utf-8")
    String scrape() {
        return Exposition.of(registry.scrape());
    }
}
