package org.imagebuilder.queue.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes what a process left behind when it died, or when Kafka was away. One at a time in the whole cluster: several
 * would break the order of a key's events.
 */
public final class OutboxSweeper {

    private static final int BATCH = 1_000;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final EventPublisher publisher;
    private final Clock clock;
    private final Duration grace;

    /** @param grace how long a row is left to the process that wrote it */
    public OutboxSweeper(DataSource database, EventPublisher publisher, Clock clock, Duration grace) {
        this.jdbc = JdbcClient.create(database);
        this.publisher = publisher;
        this.clock = clock;
        this.grace = grace;
    }

    /**
     * Publishes rows older than the grace time, oldest first, until none is left or the broker fails to answer.
     *
     * @return how many were acknowledged
     */
    public int sweep() {
        int swept = 0;
        while (true) {
            List<OutboxRow> rows = leftBehind();
            if (rows.isEmpty() || !publisher.publish(rows).settled(ACKNOWLEDGED_WITHIN)) {
                return swept;
            }
            // the relay deletes them too, but a moment later, and until then the next look would find them again
            OutboxDeletions.delete(jdbc, rows.stream().map(OutboxRow::id).toList());
            swept += rows.size();
        }
    }

    /** Rows in the outbox, however young. */
    public long size() {
        return jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single();
    }

    private List<OutboxRow> leftBehind() {
        return jdbc.sql("SELECT * FROM outbox WHERE occurred_at < :before ORDER BY id LIMIT :batch")
                .param("before", clock.instant().minus(grace).atOffset(ZoneOffset.UTC))
                .param("batch", BATCH)
                .query(OutboxRows::read)
                .list();
    }
}
