package org.imagebuilder.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import org.imagebuilder.jobtypes.JobErrorId;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.EndedJob;
import org.imagebuilder.queue.Failure;
import org.jspecify.annotations.Nullable;

/** What becomes of jobs, in the process in which it happens. Names, labels and bounds are a contract with dashboards. */
public final class JobMetrics {

    private static final double[] SECONDS = {
        0.1, 0.2, 0.5, 1, 2.5, 5, 10, 20, 30, 40, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480, 540, 600, 720, 840,
        960, 1080, 1200, 1320, 1440, 1560, 1680, 1800, 2100, 2400, 2700, 3000, 3600, 4800, 6000, 7200, 9000, 10800,
        12600, 14400, 16200, 18000, 19800, 24000, 27000, 30000, 33000, 36000, 39600, 43200, 57600, 86400
    };

    private final Counter ended;
    private final Histogram durations;
    private final Histogram waits;

    JobMetrics(PrometheusRegistry registry) {
        // here and elsewhere without exemplars: they need traces, and would start a thread that nobody stops
        this.ended = Counter.builder()
                .name("image_builder_worker_total_jobs")
                .help("Jobs that ended with a result, by whose fault it is if they failed")
                .labelNames("type", "status", "tenant", "arch")
                .withoutExemplars()
                .register(registry);
        this.durations = Histogram.builder()
                .name("image_builder_worker_job_duration_seconds")
                .help("From a job's last hand-out to its end")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .labelNames("type", "status", "tenant", "arch")
                .withoutExemplars()
                .register(registry);
        this.waits = Histogram.builder()
                .name("image_builder_worker_job_wait_duration_seconds")
                .help("How long a job could have been handed out before it was")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .labelNames("type", "tenant", "arch")
                .withoutExemplars()
                .register(registry);
    }

    /**
     * A job reached its worker.
     *
     * @param architecture the worker's; empty if it asked for no job that is bound to one
     */
    public void handedOut(ClaimedJob job, String architecture, Instant at) {
        waits.labelValues(StoredType.of(job.type()).name(), job.channel(), architecture)
                .observe(seconds(job.readyAt(), at));
    }

    /** A job that a worker had has ended. */
    public void ended(EndedJob job) {
        StoredType type = StoredType.of(job.type());
        String status = status(job.failure());
        ended.labelValues(type.name(), status, job.channel(), type.architecture())
                .inc();
        durations
                .labelValues(type.name(), status, job.channel(), type.architecture())
                .observe(seconds(job.startedAt(), job.finishedAt()));
    }

    /**
     * A job has been failed without a worker's doing, so that nothing can be said of its duration.
     *
     * @param storedType with architecture, where it has one
     */
    public void failed(String storedType, String channel, int errorId) {
        StoredType type = StoredType.of(storedType);
        ended.labelValues(type.name(), JobErrorId.blameFor(errorId).label(), channel, type.architecture())
                .inc();
    }

    private static String status(@Nullable Failure failure) {
        return failure == null ? "2xx" : JobErrorId.blameFor(failure.errorId()).label();
    }

    /** Two machines took the times, so they may be in the wrong order. */
    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
    }
}
