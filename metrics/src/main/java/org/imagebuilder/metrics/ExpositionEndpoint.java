package org.imagebuilder.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeType;

/** All metrics of the process, for Prometheus. Always as text: the other formats have other rules for names. */
@WebEndpoint(id = "exposition")
final class ExpositionEndpoint {

    private static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

    private final PrometheusRegistry registry;

    ExpositionEndpoint(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** With its type said twice, since a service may have ideas of its own what an answer without one is. */
    @ReadOperation(produces = TEXT)
    WebEndpointResponse<byte[]> scrape() {
        byte[] page = Exposition.of(registry.scrape()).getBytes(StandardCharsets.UTF_8);
        return new WebEndpointResponse<>(page, MimeType.valueOf(TEXT));
    }
}
