package org.imagebuilder.queue.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.imagebuilder.queue.outbox.OutboxRow.Kind;

/**
 * Rows that are published together.
 *
 * @param acknowledged completes when the broker has all of them, fails when some are left to the sweeper
 * @param arrived ids of those that the broker has
 * @param queuedAt {@link System#nanoTime}
 * @param patient whether it may wait for company
 * @param free of a patient batch, ids of those that another batch may take over
 */
record Batch(
        List<OutboxRow> rows,
        CompletableFuture<Void> acknowledged,
        Set<Long> arrived,
        long queuedAt,
        boolean patient,
        Set<Long> free) {

    static Batch of(List<OutboxRow> rows) {
        // a worker may wait for a reference, while events are history
        boolean patient = rows.stream().noneMatch(row -> row.kind() == Kind.READY);
        Set<Long> free = ConcurrentHashMap.newKeySet();
        if (patient) {
            rows.forEach(row -> free.add(row.id()));
        }
        return new Batch(
                rows, new CompletableFuture<>(), ConcurrentHashMap.newKeySet(), System.nanoTime(), patient, free);
    }

    /** The same batch, as far as it still has to be sent. */
    Batch only(List<OutboxRow> remaining) {
        return new Batch(remaining, acknowledged, arrived, queuedAt, patient, free);
    }

    /** Takes one of its rows for whoever asks first; false if that is somebody else. */
    boolean take(OutboxRow row) {
        return free.remove(row.id());
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - queuedAt);
    }

    List<OutboxRow> references() {
        return rows.stream().filter(row -> row.kind() == Kind.READY).toList();
    }

    List<OutboxRow> events() {
        return rows.stream().filter(row -> row.kind() != Kind.READY).toList();
    }

    void leaveToSweeper() {
        acknowledged.completeExceptionally(new RejectedExecutionException("left to the sweeper"));
    }
}
