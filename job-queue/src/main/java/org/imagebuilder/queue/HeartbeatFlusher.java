package org.imagebuilder.queue;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Writes the noted heartbeats at regular intervals, and once more at the end. */
public final class HeartbeatFlusher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatFlusher.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final Heartbeats heartbeats;
    private final Duration interval;
    private final Thread flusher;

    public HeartbeatFlusher(Heartbeats heartbeats, Duration interval) {
        this.heartbeats = heartbeats;
        this.interval = interval;
        this.flusher = Thread.ofVirtual().name("heartbeats").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(interval);
                flush();
            }
        } catch (InterruptedException _) {
            // closing
        }
    }

    private void flush() {
        try {
            heartbeats.flush();
        } catch (DataAccessException e) {
            LOG.warn("heartbeats are kept for the next second: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        flusher.interrupt();
        try {
            flusher.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        flush();
    }
}
