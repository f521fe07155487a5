package org.imagebuilder.composer.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.http.metrics.ServedRequest;
import org.imagebuilder.http.metrics.ServedRequestListener;
import org.springframework.stereotype.Component;

/** The two oldest numbers that dashboards show. */
@Component
final class RequestTotals implements ServedRequestListener {

    private final Counter all;
    private final Counter composes;

    RequestTotals(PrometheusRegistry registry) {
        this.all = Counter.builder()
                .name("image_builder_composer_total_requests")
                .help("Requests to the composer API")
                .withoutExemplars()
                .register(registry);
        this.composes = Counter.builder()
                .name("image_builder_composer_total_compose_requests")
                .help("Requests for a compose, accepted or not")
                .withoutExemplars()
                .register(registry);
    }

    @Override
    public void served(ServedRequest request) {
        all.inc();
        if (request.route().template().equals(ApiPaths.COMPOSE)) {
            composes.inc();
        }
    }
}
