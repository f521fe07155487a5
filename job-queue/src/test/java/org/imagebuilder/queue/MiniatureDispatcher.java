package org.imagebuilder.queue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagebuilder.queue.outbox.CommitListener;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.jspecify.annotations.Nullable;

/** Publishes as the services do, and enforces dependencies at once, as the dispatcher does a moment later. */
public final class MiniatureDispatcher implements CommitListener, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final CommitListener publisher;
    private final OutboxRelay relay;
    private final ScheduledExecutorService relaying = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relaying").daemon().factory());
    private @Nullable Dependencies dependencies;
    private volatile boolean publishing = true;

    MiniatureDispatcher(CommitListener publisher, OutboxRelay relay) {
        this.publisher = publisher;
        this.relay = relay;
    }

    void start(Dependencies enforced) {
        dependencies = enforced;
        var _ = relaying.scheduleWithFixedDelay(this::relay, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void relay() {
        if (publishing) {
            try {
                var _ = relay.relay();
            } catch (RuntimeException _) {
                // a test may take its database away
            }
        }
    }

    /** Leaves dependencies as they are: new jobs stay pending. */
    public void stop() {
        dependencies = null;
    }

    /** Whether rows get published at all; if not, they stay in the outbox as after a crash. */
    public void publishing(boolean on) {
        publishing = on;
        if (!on) {
            awaitRelayed();
        }
    }

    /** Until nothing is published that began to be before. */
    private void awaitRelayed() {
        try {
            relaying.submit(() -> {}).get(QueueFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void committed(List<OutboxRow> rows) {
        if (publishing) {
            publisher.committed(rows);
        }
        Dependencies enforced = dependencies;
        if (enforced != null) {
            List<UUID> queued = jobs(rows, "QUEUED").toList();
            List<UUID> ended = Stream.concat(jobs(rows, "FINISHED"), jobs(rows, "CANCELED"))
                    .toList();
            if (!queued.isEmpty() || !ended.isEmpty()) {
                enforced.enforce(queued, ended);
            }
        }
    }

    private static Stream<UUID> jobs(List<OutboxRow> rows, String change) {
        return rows.stream()
                .filter(row -> row.kind() == OutboxRow.Kind.JOB && row.change().equals(change))
                .map(row -> Objects.requireNonNull(row.jobId()));
    }

    @Override
    public void close() {
        relaying.shutdown();
        try {
            if (!relaying.awaitTermination(QueueFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                relaying.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
