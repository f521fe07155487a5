package org.imagebuilder.dispatcher.figures;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.imagebuilder.dispatcher.turns.Turn;
import org.imagebuilder.queue.Census;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Counts in the database what dashboards add up over all replicas. So only the replica whose turn it is shows anything,
 * and it shows no figures that are older than its turn.
 */
final class Reporting implements MultiCollector {

    private final AtomicReference<@Nullable Report> last = new AtomicReference<>();
    private final Turn turn;
    private final Census census;
    private final Clock clock;

    Reporting(Turn turn, Census census, Clock clock) {
        this.turn = turn;
        this.census = census;
        this.clock = clock;
    }

    private record Report(Figures figures, Instant validUntil) {}

    @Scheduled(fixedDelayString = "${imagebuilder.figures.interval:15s}")
    void count() {
        last.set(turn.take().map(until -> new Report(figures(), until)).orElse(null));
    }

    private Figures figures() {
        return new Figures(census.jobs(), census.workers(), census.outbox(), clock.instant());
    }

    @Override
    public MetricSnapshots collect() {
        Report report = last.get();
        return report == null || report.validUntil.isBefore(clock.instant())
                ? new MetricSnapshots()
                : Gauges.of(report.figures);
    }
}
