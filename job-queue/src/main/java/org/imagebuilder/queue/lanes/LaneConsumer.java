package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a lane's share group, with a thread of its own. It takes no more records at a time than workers wait for
 * it or are about to come, and holds them for a moment at most.
 *
 * <p>It rests while no worker waits for it, so that records keep their order. A poll that brings nothing leaves a request with the
 * broker, though, which may lock a record for this member after the last worker has gone. So it goes on polling until
 * such a stray record has come, passes it on to the other gateways, and only then rests: after a poll that brought a
 * record there is no request open. A member that is not needed any more leaves the group, which hands a record that is
 * locked for it to the others at once.
 */
final class LaneConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LaneConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A record that comes as soon as this after it was asked for has been there already. */
    private static final Duration PROMPT = Duration.ofMillis(50);

    /** How long the broker may be left to wait for an acknowledgement; far less than records are locked. */
    private static final Duration UNTOLD = Duration.ofMillis(100);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final String topic;
    private final int records;
    private final Supplier<ShareConsumer<byte[], byte[]>> members;
    private final LaneCounter counter;
    private final WaitingRoom room;
    private final LaneMembers lane;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable ShareConsumer<byte[], byte[]>> joined = new AtomicReference<>();

    /** Whether the room counts on this member's poll. */
    private boolean counted;

    /** Since when it does. */
    private long polledSince;

    private long lastRecord = System.nanoTime();

    /**
     * @param records what the member takes at a time, at most
     * @param lane is told how promptly records come, and asked whether this member is still needed
     */
    LaneConsumer(
            String topic,
            int records,
            Supplier<ShareConsumer<byte[], byte[]>> members,
            LaneCounter counter,
            WaitingRoom room,
            LaneMembers lane) {
        this.topic = topic;
        this.records = records;
        this.members = members;
        this.counter = counter;
        this.room = room;
        this.lane = lane;
        // not a virtual one: a poll may spin for as long as it has not joined, and would keep a carrier to itself
        this.thread = Thread.ofPlatform().name("lane " + topic).daemon().unstarted(this::run);
    }

    /** How many it takes at a time. */
    int records() {
        return records;
    }

    boolean takesOne() {
        return records == 1;
    }

    LaneConsumer start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!isClosed()) {
            try {
                counter.open();
                consume();
            } catch (WakeupException _) {
                // closing
            } catch (KafkaException e) {
                LOG.warn("lane {} starts again after a failure: {}", topic, e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("lane {} starts again after a failure", topic, e);
                pause();
            }
        }
    }

    private void consume() {
        ShareConsumer<byte[], byte[]> member = members.get();
        // it polls although nobody may wait, since it has to join its group, and nobody counts on it until it has
        counted = false;
        try {
            member.subscribe(List.of(topic));
            joined.set(member);
            while (!isClosed()) {
                long asked = System.nanoTime();
                var brought = member.poll(POLL);
                if (brought.isEmpty()) {
                    closeIfNotNeeded();
                } else {
                    lastRecord = System.nanoTime();
                    lane.brought(lastRecord - asked < PROMPT.toNanos());
                    // from here on the counter tells the room what becomes of them
                    if (counted) {
                        room.brought(records, brought.count(), Duration.ofNanos(lastRecord - polledSince));
                    } else {
                        room.broughtUnasked(brought.count());
                    }
                    counted = false;
                    settle(member, brought);
                    rest(member);
                }
            }
        } finally {
            if (counted) {
                room.gaveUp(records);
            }
            joined.set(null);
            member.close(CLOSE_WITHIN);
        }
    }

    private void rest(ShareConsumer<byte[], byte[]> member) {
        // the next poll tells the broker what became of the records, and saves a request
        counted = room.pollWhenAsked(records, UNTOLD);
        if (!counted) {
            member.commitAsync();
        }
        while (!isClosed() && !counted) {
            counted = room.pollWhenAsked(records, POLL);
            if (!counted) {
                closeIfNotNeeded();
            }
        }
        polledSince = System.nanoTime();
    }

    private void closeIfNotNeeded() {
        if (lane.release(this, Duration.ofNanos(System.nanoTime() - lastRecord))) {
            closing.countDown();
        }
    }

    private void settle(ShareConsumer<byte[], byte[]> member, ConsumerRecords<byte[], byte[]> brought) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        brought.forEach(records::add);
        List<LaneCounter.Settled> settled = counter.settle(records);
        for (int i = 0; i < records.size(); i++) {
            member.acknowledge(
                    records.get(i), settled.get(i).isOver() ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
        }
        if (!settled.stream().allMatch(LaneCounter.Settled::isOver)) {
            // a record that waits for better times is not kept from others meanwhile
            member.commitAsync();
            pause();
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    /**
     * Leaves the group, after the record in hand is settled: the thread is woken and not interrupted, since that would
     * cut the connection under a claim. A record that was locked and not yet seen goes to another member at once.
     */
    @Override
    public void close() {
        closing.countDown();
        ShareConsumer<byte[], byte[]> member = joined.get();
        if (member != null) {
            member.wakeup();
        }
    }

    void awaitClosed() throws InterruptedException {
        thread.join(CLOSE_WITHIN.plusSeconds(1));
    }
}
