package org.imagebuilder.composer.waiting;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.JobState;
import org.imagebuilder.queue.outbox.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of jobs that end: one consumer for the whole process, which reads all job events from now on. It belongs to no
 * group, since each replica has requests of its own that wait. Begins with the first of them.
 */
final class JobEventFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JobEventFeed.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final Topics topics;
    private final Expectations expectations;
    private final DatabaseLook look;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable Consumer<byte[], byte[]>> reading = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private boolean interrupted;

    /**
     * @param consumers makes consumers without a group
     * @param look for what has happened before the feed began, or while it was interrupted
     */
    JobEventFeed(
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            Topics topics,
            Expectations expectations,
            DatabaseLook look) {
        this.consumers = consumers;
        this.topics = topics;
        this.expectations = expectations;
        this.look = look;
    }

    /** Begins, unless it has begun. */
    void start() {
        if (thread.get() == null) {
            Thread reader = Thread.ofPlatform().name("job-event-feed").daemon().unstarted(this::run);
            if (thread.compareAndSet(null, reader)) {
                reader.start();
            }
        }
    }

    private void run() {
        while (!isClosing()) {
            try {
                follow();
            } catch (WakeupException _) {
                // it closes
            } catch (RuntimeException e) {
                // whatever it is: without the feed, every wait would take as long as the next look
                if (!interrupted && !isClosing()) {
                    log.warn("until job events can be read, only the database tells of ends", e);
                }
                interrupted = true;
                pause();
            }
        }
    }

    private void follow() {
        topics.ensure(Topics.JOB_EVENTS);
        Consumer<byte[], byte[]> consumer = consumers.get();
        reading.set(consumer);
        try {
            Partitions partitions = new Partitions(consumer, Topics.JOB_EVENTS);
            partitions.assignFromEnd();
            if (interrupted) {
                log.info("job events are read again");
                interrupted = false;
            }
            look.now();
            while (!isClosing()) {
                consumer.poll(POLL).forEach(this::hear);
                partitions.assignNewOnes();
            }
        } finally {
            reading.set(null);
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (expectations.isEmpty()) {
            return;
        }
        UUID ended = endedJob(record.value());
        if (ended != null) {
            expectations.ended(ended);
        }
    }

    private static @Nullable UUID endedJob(byte[] value) {
        try {
            JobEvent event = EventCodec.JOB.decode(value);
            boolean ended = event.getState() == JobState.FINISHED || event.getState() == JobState.CANCELED;
            return ended ? event.getJobId() : null;
        } catch (IllegalArgumentException e) {
            log.debug("an event that is not understood ends no wait", e);
            return null;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = reading.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread reader = thread.get();
        if (reader != null) {
            try {
                reader.join(CLOSE_WITHIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
