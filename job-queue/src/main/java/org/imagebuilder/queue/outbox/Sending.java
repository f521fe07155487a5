package org.imagebuilder.queue.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Rows on their way to Kafka. */
final class Sending {

    private final Queue<Long> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final CountDownLatch open;
    /** Touched by the sender only. */
    private final Set<String> topics = new HashSet<>();

    Sending(int rows) {
        this.open = new CountDownLatch(rows);
    }

    /** Whether this is the topic's first row. */
    boolean isNew(String topic) {
        return topics.add(topic);
    }

    Set<String> topics() {
        return topics;
    }

    /** A row that need not arrive. */
    void skipped() {
        open.countDown();
    }

    /** The broker has a row. */
    void arrived(long row) {
        arrived.add(row);
        open.countDown();
    }

    /**
     * Ends the wait: something failed.
     *
     * @return whether it is the first to fail
     */
    boolean fail(Exception failed) {
        boolean first = failure.compareAndSet(null, failed);
        while (open.getCount() > 0) {
            open.countDown();
        }
        return first;
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    @Nullable Exception failure() {
        return failure.get();
    }

    /**
     * Waits until all have arrived or one has failed. It fails after this time, and if it is interrupted.
     *
     * @return whether none has failed
     */
    boolean await(Duration bound) {
        try {
            if (!open.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                var _ = fail(new KafkaException("the broker does not answer"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var _ = fail(e);
        }
        return !hasFailed();
    }

    /** Rows that the broker has. */
    List<Long> arrived() {
        return new ArrayList<>(arrived);
    }
}
