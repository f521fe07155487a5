package org.imagebuilder.dispatcher.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.imagebuilder.queue.Retention.Batch;
import org.springframework.stereotype.Component;

/** What operators see of retention: how much it removes, and how often and how long it runs. */
@Component
class RetentionMetrics {

    private final Counter composes;
    private final Counter jobs;
    private final Timer runs;

    RetentionMetrics(MeterRegistry registry) {
        composes = removed(registry, "compose");
        jobs = removed(registry, "job");
        runs = Timer.builder("imagebuilder.retention.run")
                .description("Runs of retention on this replica")
                .register(registry);
    }

    private static Counter removed(MeterRegistry registry, String kind) {
        return Counter.builder("imagebuilder.retention.removed")
                .description("What retention has removed")
                .tag("kind", kind)
                .register(registry);
    }

    void removed(Batch batch) {
        composes.increment(batch.composes());
        jobs.increment(batch.jobs().size());
    }

    void time(Runnable run) {
        runs.record(run);
    }
}
