package org.imagebuilder.queue.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.imagebuilder.queue.Publication;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what this process has just committed, in the order in which it is told. Whatever it can't publish stays in
 * the outbox for the {@link OutboxSweeper}, so it never holds back its caller: neither a full queue nor a broker that is
 * away is an error to anybody.
 */
public final class OutboxRelay implements EventPublisher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int QUEUED_BATCHES = 10_000;
    /** For what is queued, and as long again for what is under way. A process that ends has ten seconds for all it does. */
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(800);

    /** What nobody waits for joins what comes next, unless nothing comes for so long. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    /** How soon it is seen that the relay is closed. */
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);

    /** Past this age a batch is left to the sweeper, which would otherwise publish it a second time. */
    private static final Duration STALE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Encoding encoding;
    private final OutboxDeletions deletions;
    private final UnderWay underWay = new UnderWay();
    private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>(QUEUED_BATCHES);
    private final Thread sender;
    /** Completes when the references of every batch so far are on their way; touched by the sender only. */
    private CompletableFuture<Void> turn = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    /**
     * @param producer with acks=all; closed with the relay
     * @param source CloudEvents source
     */
    public OutboxRelay(Producer<byte[], byte[]> producer, Topics topics, OutboxDeletions deletions, String source) {
        this.producer = producer;
        this.topics = topics;
        this.deletions = deletions;
        this.encoding = new Encoding(source);
        this.sender = Thread.ofPlatform().name("outbox-relay").daemon().start(this::send);
    }

    @Override
    public Publication publish(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return Publication.NOTHING;
        }
        Batch batch = Batch.of(rows);
        if (closed) {
            batch.leaveToSweeper();
        } else {
            var _ = underWay.add(batch, row -> deletions.isPending(row.id())).thenAccept(this::enqueue);
        }
        return new Publication(batch.acknowledged());
    }

    private void enqueue(Batch batch) {
        if (!queue.offer(batch)) {
            batch.leaveToSweeper();
        }
    }

    private void send() {
        Deque<Batch> patient = new ArrayDeque<>();
        while (!closed || !queue.isEmpty() || !patient.isEmpty()) {
            try {
                Batch batch = queue.poll(pause(patient).toNanos(), TimeUnit.NANOSECONDS);
                if (batch != null && batch.patient()) {
                    patient.add(batch);
                }
                if (batch == null || !batch.patient() || pause(patient).isNegative()) {
                    // first those that came before
                    while (!patient.isEmpty()) {
                        sendRest(patient.remove());
                    }
                }
                if (batch != null && !batch.patient()) {
                    send(batch);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.error("the outbox relay goes on after a failure", e);
            }
        }
    }

    private static Duration pause(Deque<Batch> patient) {
        Batch oldest = patient.peek();
        return oldest == null ? LOOK_AROUND : PATIENCE.minus(oldest.age());
    }

    /** What no other batch has taken along meanwhile. */
    private void sendRest(Batch patient) {
        List<OutboxRow> rest = patient.rows().stream().filter(patient::take).toList();
        if (rest.isEmpty()) {
            patient.acknowledged().complete(null);
        } else {
            send(patient.only(rest));
        }
    }

    private void send(Batch batch) {
        if (batch.age().compareTo(STALE) > 0) {
            batch.leaveToSweeper();
            return;
        }
        List<OutboxRow> events = batch.events();
        List<OutboxRow> references = batch.references();
        if (events.isEmpty() || references.isEmpty()) {
            send(batch, batch.rows(), () -> batch.acknowledged().complete(null));
        } else {
            sendWithReferences(batch, events, references);
        }
    }

    /**
     * A gateway that reads a reference starts the job, and that event must not overtake the one of its being ready: so
     * references go out when their events are acknowledged, in the order of their batches.
     */
    private void sendWithReferences(Batch batch, List<OutboxRow> events, List<OutboxRow> references) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        var _ = batch.acknowledged().whenComplete((_, _) -> settled.complete(null));
        turn = CompletableFuture.allOf(settled, turn).thenRun(() -> queueReferences(batch, references));
        send(batch, events, () -> settled.complete(null));
    }

    private void queueReferences(Batch batch, List<OutboxRow> references) {
        // sent by this relay's own thread: the broker's answers arrive on one that must not wait for the broker
        if (!batch.acknowledged().isDone()) {
            enqueue(batch.only(references));
        }
    }

    private void send(Batch batch, List<OutboxRow> rows, Runnable whenAcknowledged) {
        if (rows.isEmpty()) {
            whenAcknowledged.run();
        }
        Sendable sendable = sendable(rows);
        AtomicInteger open = new AtomicInteger(rows.size());
        for (OutboxRow row : sendable.rows) {
            // what is given up may be of the same key: a client that misses metadata tells only the callback
            if (batch.acknowledged().isCompletedExceptionally()) {
                return;
            }
            try {
                ProducerRecord<byte[], byte[]> record = encoding.encode(row);
                var _ = producer.send(record, (_, failure) -> {
                    if (failure == null) {
                        batch.arrived().add(row.id());
                        deletions.add(row.id());
                        if (open.decrementAndGet() == 0) {
                            whenAcknowledged.run();
                        }
                    } else {
                        fail(batch, record.topic(), failure);
                    }
                });
            } catch (RuntimeException e) {
                // the rest of the batch may be of the same key: it must not overtake this one
                fail(batch, Encoding.topic(row), e);
                return;
            }
        }
        if (sendable.failure != null) {
            fail(batch, Encoding.topic(rows.get(sendable.rows.size())), sendable.failure);
        }
    }

    /**
     * The first rows of a batch.
     *
     * @param failure why the topic of the row after them is not there; null if they are all
     */
    private record Sendable(List<OutboxRow> rows, @Nullable RuntimeException failure) {}

    /**
     * Does first what may wait for the broker. Otherwise, a record might be given up while a later one of the same key
     * still waits to be sent, and be overtaken by it.
     */
    private Sendable sendable(List<OutboxRow> rows) {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            String topic = Encoding.topic(rows.get(i));
            if (known.add(topic)) {
                try {
                    topics.ensure(topic);
                    var _ = producer.partitionsFor(topic);
                } catch (RuntimeException e) {
                    return new Sendable(rows.subList(0, i), e);
                }
            }
        }
        return new Sendable(rows, null);
    }

    private void fail(Batch batch, String topic, Exception failure) {
        topics.doubt(topic);
        if (batch.acknowledged().completeExceptionally(failure)) {
            LOG.warn("events for {} stay in the outbox: {}", topic, failure.getMessage());
        }
    }

    /** Sends what is queued, for a bounded time, then lets go of the producer. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!sender.join(CLOSE_WITHIN)) {
                sender.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_WITHIN);
        deletions.close();
    }
}
