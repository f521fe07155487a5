package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Transition;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.Shortcut;
import org.imagebuilder.queue.outbox.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where waiting workers get their jobs from. */
public final class Lanes implements Shortcut, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    private final Map<Lane, LaneMembers> lanes = new ConcurrentHashMap<>();
    private final HandOuts handOuts;
    private final Workers workers;
    private final Topics topics;
    private final BiFunction<String, Integer, ShareConsumer<byte[], byte[]>> members;
    private final Forwarder forwarder;
    private final LaneSettings settings;
    private final Semaphore extraMembers;
    private final ExecutorService shortcut = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("shortcut").factory());
    private volatile boolean closed;

    /**
     * @param members makes a member of the share group of that name, which takes so many records at a time at most
     * @param producer for records that nobody here can use; closed with the lanes
     */
    public Lanes(
            HandOuts handOuts,
            Workers workers,
            Topics topics,
            BiFunction<String, Integer, ShareConsumer<byte[], byte[]>> members,
            Producer<byte[], byte[]> producer,
            LaneSettings settings) {
        this.handOuts = handOuts;
        this.workers = workers;
        this.topics = topics;
        this.members = members;
        this.forwarder = new Forwarder(producer);
        this.settings = settings;
        this.extraMembers = new Semaphore(settings.extraMembers());
    }

    /** Joins lanes before the first worker needs them, since joining a share group takes a while. */
    public void join(Collection<Lane> wanted) {
        wanted.forEach(lane -> lane(lane).join());
    }

    /**
     * Waits for a job, without a thread and without a database connection.
     *
     * @param wanted where to wait; none means no job ever comes
     * @param worker the registered worker that asks, if it is registered
     * @param told called once, with what the wait came to; on a thread that must not be kept, perhaps before this returns
     */
    public Waiting await(Set<Lane> wanted, @Nullable UUID worker, Consumer<WaitEnd> told) {
        Waiter waiter = new Waiter(worker, wanted.stream().map(this::lane).toList(), told);
        waiter.enterLanes();
        if (closed) {
            waiter.leave();
        }
        return waiter;
    }

    /**
     * Takes jobs that waited for others and are ready now, as far as their lanes are empty and workers wait for them
     * here, or are expected at once. What is ready for another reason goes through its lane: this gateway may be why it
     * came back.
     */
    @Override
    public List<OutboxRow> take(List<OutboxRow> references, LanePublisher publisher) {
        List<OutboxRow> left = new ArrayList<>();
        Map<LaneMembers, List<OutboxRow>> taken = new LinkedHashMap<>();
        for (OutboxRow reference : references) {
            LaneMembers here = reference.change().equals(Transition.READY.name())
                    ? lanes.get(new Lane(reference.channel(), Objects.requireNonNull(reference.type())))
                    : null;
            if (here != null && here.letPast()) {
                taken.computeIfAbsent(here, _ -> new ArrayList<>()).add(reference);
            } else {
                left.add(reference);
            }
        }
        taken.forEach((here, jobs) -> {
            try {
                shortcut.execute(() -> handOut(here, jobs, publisher));
            } catch (RejectedExecutionException _) {
                here.takeBack(jobs.size());
                left.addAll(jobs);
            }
        });
        return left;
    }

    private static void handOut(LaneMembers here, List<OutboxRow> jobs, LanePublisher publisher) {
        try {
            here.handOut(jobs, publisher);
        } catch (RuntimeException e) {
            LOG.error("{} jobs that went past their lane are left to the sweeper", jobs.size(), e);
        }
    }

    /** Gives back a job whose worker never got it: it is ready again at once, and costs no retry. */
    public void handBack(ClaimedJob job) {
        var _ = handOuts.handBack(job.handle(), "the worker was gone before it had the job");
    }

    private LaneMembers lane(Lane lane) {
        return lanes.computeIfAbsent(lane, this::open);
    }

    private LaneMembers open(Lane lane) {
        String topic = lane.topic();
        WaitingRoom room = new WaitingRoom();
        LaneCounter counter = new LaneCounter(topic, room, handOuts, workers, topics, forwarder);
        return new LaneMembers(
                room,
                counter,
                (members, records) -> new LaneConsumer(
                        topic, records, () -> this.members.apply(topic, records), counter, room, members),
                settings,
                extraMembers);
    }

    /** Leaves all lanes, within some three seconds; whoever still waits gets no job. */
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
        shortcut.shutdown();
        try {
            // nobody holds anything in a closed lane, but the last claims may be under way
            var _ = shortcut.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        forwarder.close();
    }
}
