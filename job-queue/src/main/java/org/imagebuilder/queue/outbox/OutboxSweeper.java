package org.imagebuilder.queue.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publishes the references that a process left behind when it died, or when Kafka was away. */
public final class OutboxSweeper {

    private static final int BATCH = 1_000;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final LanePublisher publisher;
    private final Clock clock;
    private final Duration grace;

    /** @param grace how long a reference is left to the process that wrote it */
    public OutboxSweeper(DataSource database, LanePublisher publisher, Clock clock, Duration grace) {
        this.jdbc = JdbcClient.create(database);
        this.publisher = publisher;
        this.clock = clock;
        this.grace = grace;
    }

    /**
     * Publishes references older than the grace time, oldest first, until none is left or the broker fails to answer.
     *
     * @return how many were acknowledged
     */
    public int sweep() {
        int swept = 0;
        while (true) {
            List<OutboxRow> rows = leftBehind();
            if (rows.isEmpty() || !publisher.publish(rows).await(ACKNOWLEDGED_WITHIN)) {
                return swept;
            }
            // the publisher deletes them too, but a moment later, and until then the next look would find them again
            OutboxDeletions.delete(jdbc, rows.stream().map(OutboxRow::id).toList());
            swept += rows.size();
        }
    }

    private List<OutboxRow> leftBehind() {
        return jdbc.sql("""
                        SELECT * FROM outbox WHERE kind = 'READY' AND occurred_at < :before
                        ORDER BY occurred_at, id LIMIT :batch
                        """)
                .param("before", clock.instant().minus(grace).atOffset(ZoneOffset.UTC))
                .param("batch", BATCH)
                .query(OutboxRows::read)
                .list();
    }
}
