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
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(800);

    /** How long it may take until something is seen that was overlooked for whatever reason. */
    private static final Duration ANEW = Duration.ofSeconds(10);

    private static final String READ = """
            SELECT s.oldest, o.*
            FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest) s
            LEFT JOIN LATERAL (
                SELECT * FROM outbox WHERE id > :after AND kind <> 'READY' ORDER BY id LIMIT :batch
            ) o ON true
            ORDER BY o.id
            """;

    private static final String DELETE = """
            WITH deleted AS (DELETE FROM outbox WHERE id = ANY (:ids))
            SELECT pg_current_xact_id()::text::bigint
            """;

    private final JdbcClient jdbc;
    private final Supplier<? extends Producer<byte[], byte[]>> producers;
    private final Topics topics;
    private final Encoding encoding;
    private final AtomicReference<@Nullable Producer<byte[], byte[]>> producer = new AtomicReference<>();
    private final ReadPosition position = new ReadPosition();
    private long begun = System.nanoTime();
    private boolean failing;
    private volatile boolean closed;

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

    /** What is left in the outbox of the events that were there. */
    public enum Rest {
        /** Nothing that is understood. */
        NONE,
        /** Perhaps more than were read. */
        MORE,
        /** What Kafka does not take. */
        REFUSED
    }

    /**
     * What one look at the outbox came to.
     *
     * @param relayed how many events are published and deleted
     */
    public record Outcome(int relayed, Rest rest) {}

    /**
     * Publishes the first thousand events.
     *
     * @throws DataAccessException if the database fails; what it has not deleted comes again
     */
    public Outcome relay() {
        if (System.nanoTime() - begun > ANEW.toNanos()) {
            begin();
        }
        try {
            Outcome outcome = relayFirst();
            if (outcome.rest() == Rest.REFUSED) {
                begin();
            }
            return outcome;
        } catch (RuntimeException e) {
            // it may be another database from now on, which lags behind
            begin();
            throw e;
        }
    }

    private Outcome relayFirst() {
        Rows rows = read();
        if (rows.events.isEmpty()) {
            position.handled(rows.oldest, 0, 0, false);
            return new Outcome(0, Rest.NONE);
        }
        List<Long> arrived = publish(rows.events);
        long transaction = arrived.isEmpty() ? 0 : delete(arrived);
        if (failing) {
            return new Outcome(arrived.size(), Rest.REFUSED);
        }
        boolean full = rows.events.size() == BATCH;
        position.handled(rows.oldest, transaction, rows.events.getLast().id(), full);
        return new Outcome(arrived.size(), full && !arrived.isEmpty() ? Rest.MORE : Rest.NONE);
    }

    private void begin() {
        begun = System.nanoTime();
        position.reset();
    }

    /** What one read has brought. */
    private static final class Rows implements RowCallbackHandler {

        private final List<OutboxRow> events = new ArrayList<>();
        private long oldest;

        @Override
        public void processRow(ResultSet row) throws SQLException {
            oldest = row.getLong("oldest");
            if (row.getObject("id") != null) {
                events.add(OutboxRows.read(row, 0));
            }
        }
    }

    /** @return the transaction that has deleted them */
    private long delete(List<Long> ids) {
        return jdbc.sql(DELETE)
                .param("ids", ids.toArray(Long[]::new))
                .query(Long.class)
                .single();
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
            var _ = sending.await(ACKNOWLEDGED_WITHIN);
        } catch (RuntimeException e) {
            var _ = sending.fail(e);
        }
        tell(sending);
        if (sending.hasFailed()) {
            sending.topics().forEach(topics::doubt);
            giveUp();
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
        var _ = current.send(row, (_, failure) -> {
            if (failure == null) {
                sending.arrived(event.id());
            } else if (sending.fail(failure)) {
                // at once, on the client's own thread, which would send what comes after it otherwise
                current.close(Duration.ZERO);
            }
        });
    }

    private void giveUp() {
        try {
            close(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.debug("interrupted, since the service ends", e);
        }
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
            if (closed) {
                close(Duration.ZERO);
            }
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
        closed = true;
        close(CLOSE_WITHIN);
    }
}
