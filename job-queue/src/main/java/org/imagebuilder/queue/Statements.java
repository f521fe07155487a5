package org.imagebuilder.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
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
import org.imagebuilder.queue.outbox.CommitListener;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.imagebuilder.queue.outbox.OutboxRows;
import org.imagebuilder.queue.secrets.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What every transition needs: the database, the time, and who wants to know of it.
 *
 * @param payloads the same database, for statements whose answers may be large
 * @param listener is told of each change when it is committed
 * @param vault encrypts and decrypts what jobs are given and give back
 */
public record Statements(JdbcClient jdbc, JdbcClient payloads, Clock clock, CommitListener listener, Vault vault) {

    public Statements(DataSource database, Clock clock, CommitListener listener, Vault vault) {
        this(JdbcClient.create(database), JdbcClient.create(new BinaryTemplate(database)), clock, listener, vault);
    }

    /** A statement without events. */
    StatementSpec sql(String sql) {
        return jdbc.sql(sql);
    }

    /** A statement that ends in the CTEs of {@link OutboxRows#EVENTS}, or {@link OutboxRows#UNREAD_EVENTS}. */
    StatementSpec change(String sql, @Nullable Transition change, @Nullable String cause) {
        return withEvents(jdbc.sql(sql), change, cause);
    }

    /** The same, with payloads in its answer. */
    StatementSpec changeWithPayloads(String sql, Transition change, @Nullable String cause) {
        return withEvents(payloads.sql(sql), change, cause);
    }

    private StatementSpec withEvents(StatementSpec sql, @Nullable Transition change, @Nullable String cause) {
        return sql.param("now", now())
                .param("change", change == null ? null : change.name(), java.sql.Types.VARCHAR)
                .param("cause", cause, java.sql.Types.VARCHAR);
    }

    /** Runs a change whose answer is nothing but outbox rows. */
    List<OutboxRow> run(StatementSpec change) {
        return change.query(OutboxRows::read).list();
    }

    /** Tells what is committed, if it is anything. */
    void announce(List<OutboxRow> rows) {
        if (!rows.isEmpty()) {
            listener.committed(rows);
        }
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
