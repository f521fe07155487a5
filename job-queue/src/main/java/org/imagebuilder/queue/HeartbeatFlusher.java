package org.imagebuilder.queue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Writes the noted heartbeats at regular intervals, and once more at the end. */
public final class HeartbeatFlusher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatFlusher.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Heartbeats heartbeats;
    private final Duration interval;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread flusher;

    public HeartbeatFlusher(Heartbeats heartbeats, Duration interval) {
        this.heartbeats = heartbeats;
        this.interval = interval;
        this.flusher = Thread.ofVirtual().name("heartbeats").start(this::run);
    }

    private void run() {
        try {
            while (!closing.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                flush();
            }
        } catch (InterruptedException _) {
            // never: an interruption would cut the database connection under a statement
        }
        flush();
    }

    private void flush() {
        try {
            heartbeats.flush();
        } catch (DataAccessException e) {
            LOG.warn("heartbeats are kept for the next second: {}", e.getMessage());
        }
    }

    /** Writes what is left, for a bounded time. */
    @Override
    public void close() {
        closing.countDown();
        try {
            flusher.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
