package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntPredicate;
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

    /** What is offered: a job, as it was when it became ready. */
    record Reference(UUID job, int attempt) {}

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
     * Settles what one poll brought and tells of each what became of it. Claims together what workers wait for; the
     * rest is held for a moment if workers are expected, and then passed on.
     */
    List<Settled> settle(List<ConsumerRecord<byte[], byte[]>> records) {
        return settle(records.stream().map(this::read).toList(), index -> forwarder.forward(records.get(index)));
    }

    /** The same for jobs that were let past the lane; what no worker comes for is to go into it later. */
    List<Settled> settlePast(List<Reference> jobs) {
        return settle(jobs, _ -> false);
    }

    private List<Settled> settle(List<? extends @Nullable Reference> ready, IntPredicate passOn) {
        @Nullable Settled[] settled = new Settled[ready.size()];
        long end = System.nanoTime() + (room.expected() > 0 ? WaitingRoom.HOLD.toNanos() : 0);
        Deque<Integer> open = new ArrayDeque<>();
        int held = ready.size();
        try {
            for (int i = 0; i < ready.size(); i++) {
                if (ready.get(i) == null) {
                    settled[i] = Settled.DONE;
                } else {
                    open.add(i);
                }
            }
            while (!open.isEmpty()) {
                room.settled(held - open.size());
                held = open.size();
                List<Waiter> waiters = room.reserve(held, Duration.ofNanos(end - System.nanoTime()));
                if (waiters.isEmpty()) {
                    passOn(open, settled, passOn);
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
        if (!Stream.of(settled).allMatch(Settled.DONE::equals)) {
            room.filled();
        }
        return Stream.of(settled).map(Objects::requireNonNull).toList();
    }

    private static Offered offer(int index, List<? extends @Nullable Reference> ready, Waiter waiter) {
        return new Offered(index, Objects.requireNonNull(ready.get(index)), waiter);
    }

    /** A job for a worker. */
    private record Offered(int index, Reference ready, Waiter waiter) {

        Offer toClaim() {
            return new Offer(ready.job(), ready.attempt(), waiter.worker());
        }
    }

    private @Nullable Reference read(ConsumerRecord<byte[], byte[]> record) {
        try {
            JobReady ready = EventCodec.READY.decode(record.value());
            return new Reference(ready.getJobId(), ready.getAttempt());
        } catch (IllegalArgumentException e) {
            LOG.warn("a record of {} at {} is no reference to a job: {}", topic, record.offset(), e.getMessage());
            return null;
        }
    }

    private static void passOn(Deque<Integer> open, @Nullable Settled[] settled, IntPredicate passOn) {
        while (!open.isEmpty()) {
            int index = open.remove();
            settled[index] = passOn.test(index) ? Settled.PASSED_ON : Settled.LATER;
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
        UUID job = one.ready.job();
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
