package org.imagebuilder.queue.lanes;

import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobReady;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.HandOuts.Claim;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.queue.secrets.UnreadablePayloadException;
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

    Settled settle(ConsumerRecord<byte[], byte[]> record) {
        JobReady ready;
        try {
            ready = EventCodec.READY.decode(record.value());
        } catch (IllegalArgumentException e) {
            LOG.warn("a record of {} at {} is no reference to a job: {}", topic, record.offset(), e.getMessage());
            return Settled.DONE;
        }
        Optional<Waiter> waiter = room.reserve();
        if (waiter.isEmpty()) {
            return forwarder.forward(record) ? Settled.PASSED_ON : Settled.LATER;
        }
        return serve(waiter.get(), ready);
    }

    private Settled serve(Waiter waiter, JobReady ready) {
        try {
            UUID worker = waiter.worker();
            Optional<Claim> claim = handOuts.claim(ready.getJobId(), ready.getAttempt(), worker);
            if (claim.isPresent()) {
                waiter.end(WaitEnd.Job.of(claim.get()));
                return Settled.DONE;
            }
            if (worker != null && !workers.isRegistered(worker)) {
                waiter.end(WaitEnd.UNKNOWN_WORKER);
                return Settled.LATER;
            }
            return Settled.DONE;
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("job {} goes back to its lane: {}", ready.getJobId(), e.getMessage());
            return Settled.LATER;
        } catch (UnreadablePayloadException e) {
            LOG.error("job {} is not handed out: {}", ready.getJobId(), e.getMessage());
            return Settled.LATER;
        } finally {
            waiter.letWait();
        }
    }
}
