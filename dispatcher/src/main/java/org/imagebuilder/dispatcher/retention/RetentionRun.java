package org.imagebuilder.dispatcher.retention;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.queue.RemovedJobListener;
import org.imagebuilder.queue.Retention;
import org.imagebuilder.queue.Retention.Batch;
import org.imagebuilder.queue.Retention.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what has expired, now and then, on one replica at a time. */
@Component
class RetentionRun {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRun.class);
    private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(10);

    /** Pause between two looks whether they are. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Events that may wait in the outbox while more is removed. */
    private static final int UNPUBLISHED = 5_000;

    private final Retention retention;
    private final RetentionProperties properties;
    private final RetentionMetrics metrics;
    private final List<RemovedJobListener> listeners;

    RetentionRun(
            Retention retention,
            RetentionProperties properties,
            RetentionMetrics metrics,
            List<RemovedJobListener> listeners) {
        this.retention = retention;
        this.properties = properties;
        this.metrics = metrics;
        this.listeners = listeners;
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.retention-interval:1h}")
    @SchedulerLock(name = "retention")
    void run() {
        Run run = new Run(System.nanoTime() + properties.retentionBudget().toNanos());
        metrics.time(() -> {
            if (run.all(retention::removeComposes, properties.retentionComposes())) {
                run.all(retention::removeJobs, properties.retentionJobs());
            }
        });
        if (run.composes + run.jobs > 0) {
            LOG.info("{} composes and {} jobs have expired and are removed", run.composes, run.jobs);
        }
    }

    @FunctionalInterface
    private interface Step {
        Batch remove(Position after, int size);
    }

    private final class Run {

        private final long deadline;
        private int composes;
        private int jobs;

        Run(long deadline) {
            this.deadline = deadline;
        }

        /** Goes through everything; false if it had to stop halfway. */
        boolean all(Step step, int size) {
            Batch batch = step.remove(Position.START, size);
            while (true) {
                take(batch);
                Position next = batch.next();
                if (next == null) {
                    return true;
                }
                if (System.nanoTime() - deadline > 0 || !pause(properties.retentionPause()) || !isPublished()) {
                    return false;
                }
                batch = step.remove(next, size);
            }
        }

        /** With the broker away, what is removed would only move from one table to another, the outbox. */
        private boolean isPublished() {
            long begun = System.nanoTime();
            while (retention.unpublished(UNPUBLISHED) >= UNPUBLISHED) {
                if (System.nanoTime() - begun > PUBLISHED_WITHIN.toNanos() || !pause(LOOK)) {
                    return false;
                }
            }
            return true;
        }

        private void take(Batch batch) {
            if (batch.jobs().isEmpty() && batch.composes() == 0) {
                return;
            }
            composes += batch.composes();
            jobs += batch.jobs().size();
            metrics.removed(batch);
            listeners.forEach(listener -> tell(listener, batch.jobs()));
        }

        private boolean pause(Duration time) {
            try {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static void tell(RemovedJobListener listener, List<UUID> jobs) {
        try {
            listener.removed(jobs);
        } catch (RuntimeException e) {
            // the jobs are gone all the same, and so must be those that follow
            LOG.warn("what belonged to {} removed jobs may be left over", jobs.size(), e);
        }
    }
}
