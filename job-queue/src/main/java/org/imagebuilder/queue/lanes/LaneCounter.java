package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobReady;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.HandOuts.Offer;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.queue.secrets.UnreadablePayloadException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Where a lane's records meet its waiting workers. */
final class LaneCounter {

    private static final Logger LOG = LoggerFactory.getLogger(LaneCounter.class);

    /** What became of a record. */
    enum Settled {
        /** Claimed, or of no use to anybody. */
        DONE,
        /** Nobody waits here: it stands in the lane again, as a new record. */
        PASSED_ON,
        /** Neither was possible just now; it goes back to the lane as it is. */
        LATER,
        /** Its job cannot be read; it goes back, too. */
        UNREADABLE;

        boolean isOver() {
            return this == DONE || this == PASSED_ON;
        }
    }

    private final String topic;
    private final WaitingRoom room;
    private final HandOuts handOuts;
    private final Workers workers;
    private final Topics topics;
    private final Forwarder forwarder;

    LaneCounter(
            String topic, WaitingRoom room, HandOuts handOuts, Workers workers, Topics topics, Forwarder forwarder) {
        this.topic = topic;
        this.room = room;
        this.handOuts = handOuts;
        this.workers = workers;
        this.topics = topics;
        this.forwarder = forwarder;
    }

    /** Called before the lane is joined. */
    void open() {
        topics.ensure(topic);
    }

    /**
     * Settles what one poll brought and tells of each what became of it. Claims together what workers wait for; several
     * records are held for a moment for workers to come, and then passed on.
     */
    List<Settled> settle(List<ConsumerRecord<byte[], byte[]>> records) {
        @Nullable Settled[] settled = new Settled[records.size()];
        long end = System.nanoTime() + (records.size() == 1 ? 0 : WaitingRoom.HOLD.toNanos());
        Deque<Integer> open = new ArrayDeque<>();
        List<@Nullable JobReady> ready = new ArrayList<>();
        int held = records.size();
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                JobReady reference = read(record);
                if (reference == null) {
                    settled[ready.size()] = Settled.DONE;
                } else {
                    open.add(ready.size());
                }
                ready.add(reference);
            }
            while (!open.isEmpty()) {
                room.settled(held - open.size());
                held = open.size();
                List<Waiter> waiters = room.reserve(held, Duration.ofNanos(end - System.nanoTime()));
                if (waiters.isEmpty()) {
                    passOn(records, open, settled);
                } else {
                    List<Offered> offered = waiters.stream()
                            .map(waiter -> offer(open.remove(), ready, waiter))
                            .toList();
                    claim(offered, settled, open);
                }
            }
        } finally {
            room.settled(held);
        }
        return Stream.of(settled).map(Objects::requireNonNull).toList();
    }

    private static Offered offer(int index, List<@Nullable JobReady> ready, Waiter waiter) {
        return new Offered(index, Objects.requireNonNull(ready.get(index)), waiter);
    }

    /** A record for a worker. */
    private record Offered(int index, JobReady ready, Waiter waiter) {

        Offer toClaim() {
            return new Offer(ready.getJobId(), ready.getAttempt(), waiter.worker());
        }
    }

    private @Nullable JobReady read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventCodec.READY.decode(record.value());
        } catch (IllegalArgumentException e) {
            LOG.warn("a record of {} at {} is no reference to a job: {}", topic, record.offset(), e.getMessage());
            return null;
        }
    }

    private void passOn(
            List<ConsumerRecord<byte[], byte[]>> records, Deque<Integer> open, @Nullable Settled[] settled) {
        while (!open.isEmpty()) {
            int index = open.remove();
            settled[index] = forwarder.forward(records.get(index)) ? Settled.PASSED_ON : Settled.LATER;
        }
    }

    /** Those whose workers are unknown stay open: the workers have gone, and others may wait. */
    private void claim(List<Offered> offered, @Nullable Settled[] settled, Deque<Integer> open) {
        try {
            List<Supplier<Optional<ClaimedJob>>> claims =
                    handOuts.claim(offered.stream().map(Offered::toClaim).toList());
            for (int i = 0; i < offered.size(); i++) {
                Offered one = offered.get(i);
                Settled became = serve(one, claims.get(i));
                if (became == null) {
                    open.addFirst(one.index);
                } else {
                    settled[one.index] = became;
                }
            }
            if (offered.stream().anyMatch(one -> settled[one.index] == Settled.LATER)) {
                // what is wrong with the database keeps the others, too, and each attempt may take its time
                open.forEach(index -> settled[index] = Settled.LATER);
                open.clear();
            }
        } finally {
            offered.forEach(one -> one.waiter.letWait());
        }
    }

    /** Null for a worker that is gone. */
    private @Nullable Settled serve(Offered one, Supplier<Optional<ClaimedJob>> taken) {
        UUID job = one.ready.getJobId();
        try {
            Optional<ClaimedJob> claim = taken.get();
            if (claim.isPresent()) {
                one.waiter.end(new WaitEnd.Job(claim.get()));
                return Settled.DONE;
            }
            UUID worker = one.waiter.worker();
            if (worker != null && !workers.isRegistered(worker)) {
                one.waiter.end(WaitEnd.UNKNOWN_WORKER);
                return null;
            }
            return Settled.DONE;
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("job {} goes back to its lane: {}", job, e.getMessage());
            return Settled.LATER;
        } catch (UnreadablePayloadException e) {
            LOG.error("job {} is not handed out: {}", job, e.getMessage());
            return Settled.UNREADABLE;
        }
    }
}
