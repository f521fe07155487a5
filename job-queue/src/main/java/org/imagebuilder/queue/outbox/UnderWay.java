package org.imagebuilder.queue.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Rows that this process is publishing. A change brings the rows of earlier ones along, in case nobody has published
 * them; those that are just being published here are waited for instead of published twice, or taken along if they
 * have not been sent yet.
 */
final class UnderWay {

    private final ConcurrentHashMap<Long, Batch> batches = new ConcurrentHashMap<>();

    /**
     * Adds a batch, until it is settled.
     *
     * @param published tells of rows that need not be published again
     * @return what remains of the batch, when all earlier ones with any of its rows are settled; never fails
     */
    CompletableFuture<Batch> add(Batch batch, Predicate<OutboxRow> published) {
        List<Batch> earlier = new ArrayList<>();
        for (OutboxRow row : batch.rows()) {
            Batch other = batches.put(row.id(), batch);
            if (other != null && !other.take(row)) {
                earlier.add(other);
            }
        }
        var _ = batch.acknowledged()
                .whenComplete((_, _) -> batch.rows().forEach(row -> batches.remove(row.id(), batch)));
        CompletableFuture<?>[] settled = earlier.stream()
                .map(other -> other.acknowledged().exceptionally(_ -> null))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(settled)
                .thenApply(_ -> batch.only(batch.rows().stream()
                        .filter(row -> !published.test(row)
                                && earlier.stream()
                                        .noneMatch(other -> other.arrived().contains(row.id())))
                        .toList()));
    }
}
