package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.HandOuts.Claim;
import org.imagebuilder.queue.UnknownWorkerException;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.outbox.Topics;
import org.jspecify.annotations.Nullable;

/** Where waiting workers get their jobs from. */
public final class Lanes implements AutoCloseable {

    /** So long may the events of a hand-out take to reach the broker before the worker gets its answer anyway. */
    private static final Duration PUBLISHED_WITHIN = Duration.ofMillis(500);

    private final Map<Lane, LaneMembers> lanes = new ConcurrentHashMap<>();
    private final HandOuts handOuts;
    private final Workers workers;
    private final Topics topics;
    private final Function<String, ShareConsumer<byte[], byte[]>> members;
    private final Forwarder forwarder;
    private final LaneSettings settings;
    private volatile boolean closed;

    /**
     * @param members makes a member of the share group of that name
     * @param producer for records that nobody here can use; not closed with the lanes
     */
    public Lanes(
            HandOuts handOuts,
            Workers workers,
            Topics topics,
            Function<String, ShareConsumer<byte[], byte[]>> members,
            Producer<byte[], byte[]> producer,
            LaneSettings settings) {
        this.handOuts = handOuts;
        this.workers = workers;
        this.topics = topics;
        this.members = members;
        this.forwarder = new Forwarder(producer);
        this.settings = settings;
    }

    /** Joins lanes before the first worker needs them, since joining a share group takes a while. */
    public void join(Collection<Lane> wanted) {
        wanted.forEach(lane -> lane(lane).join());
    }

    /**
     * Waits for a job. Blocks its thread, holds no database connection; interrupting the thread ends the wait.
     *
     * @param wanted where to wait; none means no job ever comes
     * @param worker the registered worker that asks, if it is registered
     * @param wait how long at most; zero or less: no job either
     * @return the job, claimed for this worker; empty after the time is over, or when the lanes close
     * @throws UnknownWorkerException if the worker vanished from the registry meanwhile; no job is consumed
     */
    public Optional<ClaimedJob> next(Set<Lane> wanted, @Nullable UUID worker, Duration wait)
            throws InterruptedException {
        if (closed || !wait.isPositive()) {
            return Optional.empty();
        }
        Waiter waiter = new Waiter(worker);
        List<LaneMembers> entered = wanted.stream().map(this::lane).toList();
        Optional<Claim> claim;
        try {
            entered.forEach(lane -> lane.enter(waiter));
            waiter.await(wait.toNanos());
        } catch (InterruptedException e) {
            waiter.leave().ifPresent(served -> handBack(served.job()));
            throw e;
        } finally {
            claim = waiter.leave();
            entered.forEach(lane -> lane.leave(waiter));
        }
        if (waiter.isRefused() && worker != null) {
            throw new UnknownWorkerException(worker);
        }
        claim.ifPresent(served -> served.publication().await(PUBLISHED_WITHIN));
        return claim.map(Claim::job);
    }

    /** Gives back a job whose worker never got it: it is ready again at once, and costs no retry. */
    public void handBack(ClaimedJob job) {
        var _ = handOuts.handBack(job.token(), "the worker was gone before it had the job");
    }

    private LaneMembers lane(Lane lane) {
        return lanes.computeIfAbsent(lane, this::open);
    }

    private LaneMembers open(Lane lane) {
        String topic = lane.topic();
        WaitingRoom room = new WaitingRoom();
        LaneCounter counter = new LaneCounter(topic, room, handOuts, workers, topics, forwarder);
        return new LaneMembers(
                room, () -> new LaneConsumer(topic, () -> members.apply(topic), counter, room), settings);
    }

    /** Leaves all lanes; whoever still waits gets no job. */
    @Override
    public void close() {
        closed = true;
        List<Thread> leaving = lanes.values().stream()
                .map(lane -> Thread.ofVirtual().start(lane::close))
                .toList();
        for (Thread thread : leaving) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
