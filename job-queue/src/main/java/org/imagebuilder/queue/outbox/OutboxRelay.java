package org.imagebuilder.queue.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes all events, whichever process has made them, in the order of their ids, and deletes them once the broker has
 * them. What follows from a change is made when that is committed, so it has a higher id, and is not seen without it.
 *
 * <p>One at a time in the whole cluster. If two overlap for a moment, events come twice; each tells them in order, so none
 * comes for the first time before one that it follows from.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 1_000;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(800);

    /** How long it may take until something is seen that was overlooked for whatever reason. */
    private static final Duration ANEW = Duration.ofSeconds(10);

    private static final String READ = """
            SELECT pg_snapshot_xmin(s.now)::text::bigint AS oldest, pg_snapshot_xmax(s.now)::text::bigint AS next, o.*
            FROM (SELECT pg_current_snapshot() AS now) s
            LEFT JOIN LATERAL (
                SELECT * FROM outbox WHERE id > :after AND kind <> 'READY' ORDER BY id LIMIT :batch
            ) o ON true
            ORDER BY o.id
            """;

    private final JdbcClient jdbc;
    private final Supplier<? extends Producer<byte[], byte[]>> producers;
    private final Topics topics;
    private final Encoding encoding;
    private final AtomicReference<@Nullable Producer<byte[], byte[]>> producer = new AtomicReference<>();
    private final ReadPosition position = new ReadPosition();
    private long begun = System.nanoTime();
    private boolean failing;

    /**
     * @param producers makes a producer as from {@link KafkaClients#eventProducer}, which is closed with the relay
     * @param source CloudEvents source
     */
    public OutboxRelay(
            DataSource database, Supplier<? extends Producer<byte[], byte[]>> producers, Topics topics, String source) {
        this.jdbc = JdbcClient.create(database);
        this.producers = producers;
        this.topics = topics;
        this.encoding = new Encoding(source);
    }

    /**
     * What has come of it.
     *
     * @param relayed how many events are published and deleted
     * @param complete whether none is left that was there when it began; false if the broker does not take them
     */
    public record Outcome(int relayed, boolean complete) {}

    /**
     * Publishes events until none is left, or the broker fails to take one.
     *
     * @throws DataAccessException if the database fails; what it has not deleted comes again
     */
    public Outcome relay() {
        if (System.nanoTime() - begun > ANEW.toNanos()) {
            begin();
        }
        int relayed = 0;
        while (true) {
            Rows rows = read();
            if (!rows.events.isEmpty()) {
                List<Long> arrived = publish(rows.events);
                if (failing) {
                    begin();
                }
                if (!arrived.isEmpty()) {
                    OutboxDeletions.delete(jdbc, arrived);
                }
                relayed += arrived.size();
                if (failing) {
                    return new Outcome(relayed, false);
                }
            }
            boolean more = rows.events.size() == BATCH;
            position.handled(rows.oldest, rows.next, rows.last(), more);
            if (!more) {
                return new Outcome(relayed, true);
            }
        }
    }

    private void begin() {
        begun = System.nanoTime();
        position.reset();
    }

    /** What one read has brought. */
    private static final class Rows implements RowCallbackHandler {

        private final List<OutboxRow> events = new ArrayList<>();
        private long oldest;
        private long next;

        @Override
        public void processRow(ResultSet row) throws SQLException {
            oldest = row.getLong("oldest");
            next = row.getLong("next");
            if (row.getObject("id") != null) {
                events.add(OutboxRows.read(row, 0));
            }
        }

        long last() {
            return events.isEmpty() ? 0 : events.getLast().id();
        }
    }

    private Rows read() {
        Rows rows = new Rows();
        jdbc.sql(READ).param("after", position.after()).param("batch", BATCH).query(rows);
        return rows;
    }

    /**
     * Sends events and waits for them. If one of them fails, none that comes after it may be sent, so the producer is
     * closed with all that it has not sent.
     *
     * @return ids of those that the broker has
     */
    private List<Long> publish(List<OutboxRow> events) {
        Sending sending = new Sending(events.size());
        try {
            Producer<byte[], byte[]> current = producer();
            for (OutboxRow event : events) {
                if (sending.hasFailed()) {
                    break;
                }
                send(event, current, sending);
            }
            sending.await(ACKNOWLEDGED_WITHIN);
        } catch (RuntimeException e) {
            sending.fail(e);
        }
        tell(sending);
        if (sending.hasFailed()) {
            sending.topics().forEach(topics::doubt);
            close(Duration.ZERO);
        }
        return sending.arrived();
    }

    private void send(OutboxRow event, Producer<byte[], byte[]> current, Sending sending) {
        ProducerRecord<byte[], byte[]> row;
        try {
            row = encoding.encode(event);
        } catch (RuntimeException e) {
            // a later version may have written it, and will have to publish it
            LOG.error("event {} of {} is not understood and stays in the outbox", event.change(), event.key(), e);
            sending.skipped();
            return;
        }
        if (sending.isNew(row.topic())) {
            topics.ensure(row.topic());
            var _ = current.partitionsFor(row.topic());
        }
        var _ = current.send(row, (_, failure) -> sending.sent(event.id(), failure));
    }

    /** Says that it fails, and that it does no more, but not that it still does. */
    private void tell(Sending sending) {
        Exception failure = sending.failure();
        if (failure != null && !failing) {
            LOG.warn("events stay in the outbox until Kafka takes them: {}", failure.getMessage());
        } else if (failure == null && failing) {
            LOG.info("events get to Kafka again");
        }
        failing = failure != null;
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer.get();
        if (current == null) {
            current = producers.get();
            producer.set(current);
        }
        return current;
    }

    private void close(Duration within) {
        Producer<byte[], byte[]> current = producer.getAndSet(null);
        if (current != null) {
            current.close(within);
        }
    }

    /** Sends what is under way, for a bounded time, and nothing else. */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }
}
