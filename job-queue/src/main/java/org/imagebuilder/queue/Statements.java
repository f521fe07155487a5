package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.imagebuilder.queue.outbox.EventPublisher;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What every transition needs: the database, the time, and the way to Kafka.
 *
 * @param payloads the same database, for statements whose answers may be large
 * @param outboxGrace an outbox row older than this was left behind by whoever should have published it
 * @param vault encrypts and decrypts what jobs are given and give back
 */
public record Statements(
        JdbcClient jdbc,
        JdbcClient payloads,
        Clock clock,
        Duration outboxGrace,
        EventPublisher publisher,
        Vault vault) {

    public Statements(DataSource database, Clock clock, Duration outboxGrace, EventPublisher publisher, Vault vault) {
        this(
                JdbcClient.create(database),
                JdbcClient.create(new BinaryTemplate(database)),
                clock,
                outboxGrace,
                publisher,
                vault);
    }

    /** A statement without events. */
    StatementSpec sql(String sql) {
        return jdbc.sql(sql);
    }

    /** A statement that ends in the CTEs of {@link OutboxRows#ofMoved}. */
    StatementSpec change(String sql, @Nullable Transition change, @Nullable String cause) {
        return withEvents(jdbc.sql(sql), change, cause);
    }

    /** The same, with payloads in its answer. */
    StatementSpec changeWithPayloads(String sql, Transition change, @Nullable String cause) {
        return withEvents(payloads.sql(sql), change, cause);
    }

    private StatementSpec withEvents(StatementSpec sql, @Nullable Transition change, @Nullable String cause) {
        Instant now = clock.instant();
        return sql.param("now", at(now))
                .param("grace", at(now.minus(outboxGrace)))
                .param("change", change == null ? null : change.name(), java.sql.Types.VARCHAR)
                .param("cause", cause, java.sql.Types.VARCHAR);
    }

    /** Runs a change whose answer is nothing but its events, and publishes them. */
    List<OutboxRow> run(StatementSpec change) {
        return change.query(OutboxRows::read).list();
    }

    Publication publish(List<OutboxRow> rows) {
        return rows.isEmpty() ? Publication.NOTHING : publisher.publish(rows);
    }

    OffsetDateTime now() {
        return at(clock.instant());
    }

    static OffsetDateTime at(Instant instant) {
        // PostgreSQL keeps microseconds and would round up, into the future
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** Reads a time that is never null. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Reads the id that is a row's only column. */
    static UUID id(ResultSet row, int index) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** A column of rows that go to the database as arrays. */
    static <A, T> @Nullable T[] each(
            Collection<A> rows, Function<A, @Nullable T> column, IntFunction<@Nullable T[]> array) {
        return rows.stream().map(column).toArray(array);
    }
}
