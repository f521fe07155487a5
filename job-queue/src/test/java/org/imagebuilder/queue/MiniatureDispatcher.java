package org.imagebuilder.queue;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.imagebuilder.queue.outbox.EventPublisher;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.jspecify.annotations.Nullable;

/** Publishes as the services do, and enforces dependencies at once, as the dispatcher does a moment later. */
public final class MiniatureDispatcher implements EventPublisher {

    private static final Publication LEFT_BEHIND =
            new Publication(CompletableFuture.failedFuture(new IllegalStateException("left to the sweeper")));

    private final EventPublisher relay;
    private @Nullable Dependencies dependencies;
    private volatile boolean publishing = true;

    MiniatureDispatcher(EventPublisher relay) {
        this.relay = relay;
    }

    void start(Dependencies enforced) {
        dependencies = enforced;
    }

    /** Leaves dependencies as they are: new jobs stay pending. */
    public void stop() {
        dependencies = null;
    }

    /** Whether rows get published at all; if not, they stay in the outbox as after a crash. */
    public void publishing(boolean on) {
        publishing = on;
    }

    @Override
    public Publication publish(List<OutboxRow> rows) {
        Publication publication = publishing ? relay.publish(rows) : LEFT_BEHIND;
        Dependencies enforced = dependencies;
        if (enforced != null) {
            List<UUID> queued = jobs(rows, "QUEUED").toList();
            List<UUID> ended = Stream.concat(jobs(rows, "FINISHED"), jobs(rows, "CANCELED"))
                    .toList();
            if (!queued.isEmpty() || !ended.isEmpty()) {
                enforced.enforce(queued, ended);
            }
        }
        return publication;
    }

    private static Stream<UUID> jobs(List<OutboxRow> rows, String change) {
        return rows.stream()
                .filter(row -> row.kind() == OutboxRow.Kind.JOB && row.change().equals(change))
                .map(row -> Objects.requireNonNull(row.jobId()));
    }
}
