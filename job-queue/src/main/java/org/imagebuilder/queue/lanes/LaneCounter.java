package org.imagebuilder.queue.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobReady;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.HandOuts.Claim;
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
        LATER
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

    /** Settles what one poll brought: claims together what workers wait for, and tells of each what became of it. */
    List<Settled> settle(List<ConsumerRecord<byte[], byte[]>> records) {
        @Nullable Settled[] settled = new Settled[records.size()];
        List<Offered> offered = offer(records, settled);
        while (!offered.isEmpty()) {
            List<Integer> open = claim(offered, settled);
            offered = open.stream().flatMap(i -> offer(i, records.get(i), settled).stream()).toList();
        }
        return Stream.of(settled).map(Objects::requireNonNull).toList();
    }

    /** A record that is kept for a worker. */
    private record Offered(int index, JobReady ready, Waiter waiter) {

        Offer toClaim() {
            return new Offer(ready.getJobId(), ready.getAttempt(), waiter.worker());
        }
    }

    private List<Offered> offer(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Settled[] settled) {
        return IntStream.range(0, records.size())
                .boxed()
                .flatMap(i -> offer(i, records.get(i), settled).stream())
                .toList();
    }

    private Optional<Offered> offer(int index, ConsumerRecord<byte[], byte[]> record, @Nullable Settled[] settled) {
        JobReady ready;
        try {
            ready = EventCodec.READY.decode(record.value());
        } catch (IllegalArgumentException e) {
            LOG.warn("a record of {} at {} is no reference to a job: {}", topic, record.offset(), e.getMessage());
            settled[index] = Settled.DONE;
            return Optional.empty();
        }
        Optional<Offered> offered = room.reserve().map(waiter -> new Offered(index, ready, waiter));
        if (offered.isEmpty()) {
            settled[index] = forwarder.forward(record) ? Settled.PASSED_ON : Settled.LATER;
        }
        return offered;
    }

    /** Gives those that are still open: their workers, which are unknown, have gone, and others may wait. */
    private List<Integer> claim(List<Offered> offered, @Nullable Settled[] settled) {
        List<Integer> open = new ArrayList<>();
        try {
            List<Supplier<Optional<Claim>>> claims =
                    handOuts.claim(offered.stream().map(Offered::toClaim).toList());
            for (int i = 0; i < offered.size(); i++) {
                Offered one = offered.get(i);
                Settled became = serve(one, claims.get(i));
                if (became == null) {
                    open.add(one.index);
                } else {
                    settled[one.index] = became;
                }
            }
        } finally {
            offered.forEach(one -> one.waiter.letWait());
        }
        return open;
    }

    /** Null for a worker that is gone. */
    private @Nullable Settled serve(Offered one, Supplier<Optional<Claim>> taken) {
        UUID job = one.ready.getJobId();
        try {
            Optional<Claim> claim = taken.get();
            if (claim.isPresent()) {
                one.waiter.end(WaitEnd.Job.of(claim.get()));
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
            return Settled.LATER;
        }
    }
}
