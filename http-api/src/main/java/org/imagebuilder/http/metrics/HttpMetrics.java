package org.imagebuilder.http.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long requests took and how they ended. Names, labels and bounds are a contract with dashboards. */
final class HttpMetrics implements ServedRequestListener {

    private static final double[] SECONDS = {
        0.025, 0.05, 0.075, 0.1, 0.2, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20
    };

    private final Subsystem subsystem;
    /** Written once for each route: there are only so many. */
    private final Map<Route, Path> paths = new ConcurrentHashMap<>();

    private final Histogram durations;
    private final Counter requests;

    /** A route as the labels have it. */
    private record Path(String withNames, String withDashes) {

        static Path of(Route route) {
            return new Path(route.withNames(), route.withDashes());
        }
    }

    HttpMetrics(Subsystem subsystem, PrometheusRegistry registry) {
        this.subsystem = subsystem;
        this.durations = Histogram.builder()
                .name("image_builder_" + subsystem.name() + "_http_duration_seconds")
                .help("How long requests took, with the time they waited for a job")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .labelNames("path", "tenant")
                .withoutExemplars()
                .register(registry);
        this.requests = Counter.builder()
                .name("image_builder_" + subsystem.name() + "_request_count")
                .help("Requests by the status they were answered with")
                .labelNames("method", "path", "code", "subsystem", "tenant")
                .withoutExemplars()
                .register(registry);
    }

    @Override
    public void served(ServedRequest request) {
        Path path = paths.computeIfAbsent(request.route(), Path::of);
        durations
                .labelValues(path.withNames, request.tenant())
                .observe(request.duration().toNanos() / 1e9);
        requests.labelValues(
                        request.method(),
                        path.withDashes,
                        Integer.toString(request.status()),
                        subsystem.name(),
                        request.tenant())
                .inc();
    }
}
