package org.imagebuilder.queue.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.imagebuilder.queue.outbox.OutboxRow.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts references into their lanes as soon as the jobs are ready, since workers may wait for them. Whatever it can't
 * publish stays in the outbox for the {@link OutboxSweeper}, so it never holds back its caller: neither a full queue nor
 * a broker that is away is an error to anybody.
 */
public final class LanePublisher implements CommitListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LanePublisher.class);
    private static final int QUEUED_BATCHES = 10_000;
    /** For what is queued, and as long again for what is under way. A process that ends has ten seconds for all it does. */
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(800);

    /** How soon it is seen that the publisher is closed. */
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);

    /** Past this age a batch is left to the sweeper, which would otherwise publish it a second time. */
    private static final Duration STALE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Encoding encoding;
    private final OutboxDeletions deletions;
    private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>(QUEUED_BATCHES);
    private final Thread sender;
    private volatile Shortcut shortcut = (references, _) -> references;
    private volatile boolean closed;

    /**
     * @param producer with acks=all; closed with the publisher
     * @param source CloudEvents source
     */
    public LanePublisher(Producer<byte[], byte[]> producer, Topics topics, OutboxDeletions deletions, String source) {
        this.producer = producer;
        this.topics = topics;
        this.deletions = deletions;
        this.encoding = new Encoding(source);
        this.sender = Thread.ofPlatform().name("lane-publisher").daemon().start(this::send);
    }

    /**
     * References that are published together.
     *
     * @param queuedAt {@link System#nanoTime}
     */
    private record Batch(List<OutboxRow> references, Sending sending, long queuedAt) {

        Batch(List<OutboxRow> references) {
            this(references, new Sending(references.size()), System.nanoTime());
        }

        boolean isStale() {
            return System.nanoTime() - queuedAt > STALE.toNanos();
        }

        void leaveToSweeper() {
            var _ = sending.fail(new RejectedExecutionException("left to the sweeper"));
        }
    }

    /** Lets jobs go past their lanes from now on, where that is possible. */
    public void use(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    @Override
    public void committed(List<OutboxRow> rows) {
        List<OutboxRow> references =
                rows.stream().filter(row -> row.kind() == Kind.READY).toList();
        if (!references.isEmpty()) {
            putIntoLanes(shortcut.take(references, this));
        }
    }

    /** A reference's job needs no lane any more. */
    public void handedOut(OutboxRow reference) {
        deletions.add(reference.id());
    }

    /** Starts publishing references, and returns at once. */
    public void putIntoLanes(List<OutboxRow> references) {
        if (!references.isEmpty()) {
            var _ = publish(references);
        }
    }

    /**
     * Starts publishing references, which are deleted from the outbox once the broker has them.
     *
     * @return fails when some are left to the sweeper
     */
    Sending publish(List<OutboxRow> references) {
        Batch batch = new Batch(references);
        if (closed || !queue.offer(batch)) {
            batch.leaveToSweeper();
        }
        return batch.sending();
    }

    private void send() {
        while (!closed || !queue.isEmpty()) {
            try {
                Batch batch = queue.poll(LOOK_AROUND.toNanos(), TimeUnit.NANOSECONDS);
                if (batch != null) {
                    send(batch);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.error("the lane publisher goes on after a failure", e);
            }
        }
    }

    private void send(Batch batch) {
        Map<String, Boolean> reachable = new HashMap<>();
        for (OutboxRow row : batch.references()) {
            try {
                String topic = Encoding.topic(row);
                if (reachable.computeIfAbsent(topic, _ -> reach(batch, topic))) {
                    send(batch, row, topic);
                }
            } catch (RuntimeException e) {
                fail(batch, row.channel(), e);
            }
        }
    }

    private void send(Batch batch, OutboxRow row, String topic) {
        var _ = producer.send(encoding.encode(row), (_, failure) -> {
            if (failure == null) {
                deletions.add(row.id());
                batch.sending().arrived(row.id());
            } else {
                fail(batch, topic, failure);
            }
        });
    }

    /** Does once for each lane what may wait for the broker, so long perhaps that the sweeper has taken over. */
    private boolean reach(Batch batch, String topic) {
        try {
            if (!batch.isStale()) {
                topics.ensure(topic);
                var _ = producer.partitionsFor(topic);
            }
        } catch (RuntimeException e) {
            fail(batch, topic, e);
            return false;
        }
        if (batch.isStale()) {
            batch.leaveToSweeper();
            return false;
        }
        return true;
    }

    private void fail(Batch batch, String topic, Exception failure) {
        topics.doubt(topic);
        if (batch.sending().fail(failure)) {
            LOG.warn("references for {} stay in the outbox: {}", topic, failure.getMessage());
        }
    }

    /** Sends what is queued, for a bounded time, then lets go of the producer. */
    @Override
    public void close() {
        closed = true;
        OwnedThreads.end(sender, CLOSE_WITHIN);
        for (Batch batch = queue.poll(); batch != null; batch = queue.poll()) {
            batch.leaveToSweeper();
        }
        producer.close(CLOSE_WITHIN);
        deletions.close();
    }
}
