package org.imagebuilder.queue.outbox;

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
 */
record Batch(List<OutboxRow> rows, CompletableFuture<Void> acknowledged, Set<Long> arrived, long queuedAt) {

    static Batch of(List<OutboxRow> rows) {
        return new Batch(rows, new CompletableFuture<>(), ConcurrentHashMap.newKeySet(), System.nanoTime());
    }

    /** The same batch, as far as it still has to be sent. */
    Batch only(List<OutboxRow> remaining) {
        return new Batch(remaining, acknowledged, arrived, queuedAt);
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
