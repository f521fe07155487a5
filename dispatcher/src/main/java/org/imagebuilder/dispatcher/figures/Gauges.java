package org.imagebuilder.dispatcher.figures;

import static org.imagebuilder.queue.JobState.PENDING;
import static org.imagebuilder.queue.JobState.READY;
import static org.imagebuilder.queue.JobState.RUNNING;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Set;
import java.util.stream.Stream;

/** Figures as metrics. The names of the first two are a contract with dashboards. */
final class Gauges {

    private Gauges() {}

    static MetricSnapshots of(Figures figures) {
        return MetricSnapshots.of(
                gauge(
                        "image_builder_worker_pending_jobs",
                        "Jobs that no worker has yet",
                        figures.kinds().stream()
                                .map(kind -> point(figures.count(kind, Set.of(PENDING, READY)), labels(kind)))),
                gauge(
                        "image_builder_worker_running_jobs",
                        "Jobs that a worker has",
                        figures.kinds().stream()
                                .map(kind -> point(figures.count(kind, Set.of(RUNNING)), labels(kind)))),
                gauge(
                        "imagebuilder_oldest_ready_job_age_seconds",
                        "How long the oldest job that could be handed out has been waiting for a worker",
                        figures.waitingByType().entrySet().stream()
                                .map(type -> point(type.getValue(), Labels.of("type", type.getKey())))),
                gauge(
                        "imagebuilder_workers",
                        "Registered workers",
                        figures.workers().stream()
                                .map(kind -> point(
                                        kind.count(),
                                        Labels.of("tenant", kind.channel(), "arch", kind.architecture())))),
                gauge(
                        "imagebuilder_outbox_events",
                        "Events that Kafka has not acknowledged yet",
                        Stream.of(point(figures.outbox().count(), Labels.EMPTY))),
                gauge(
                        "imagebuilder_outbox_oldest_age_seconds",
                        "Age of the oldest event that Kafka has not acknowledged yet",
                        Stream.of(point(figures.age(figures.outbox().since()), Labels.EMPTY))));
    }

    private static Labels labels(Figures.Kind kind) {
        return Labels.of("type", kind.type(), "tenant", kind.tenant());
    }

    private static GaugeDataPointSnapshot point(long count, Labels labels) {
        return point((double) count, labels);
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return new GaugeDataPointSnapshot(value, labels, null);
    }

    private static GaugeSnapshot gauge(String name, String help, Stream<GaugeDataPointSnapshot> points) {
        return new GaugeSnapshot(new MetricMetadata(name, help), points.toList());
    }
}
