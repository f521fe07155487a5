package org.imagebuilder.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database's time, for all services alike: what one of them writes, the others compare with. A machine whose clock
 * is wrong, or is set, would otherwise take living workers for silent ones, or delete what has not expired.
 *
 * <p>The time is read once and goes on with the processor's monotonic clock, which nobody can set; once a minute it is
 * read again, beside whoever asks for it.
 */
public final class DatabaseClock extends Clock {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration VALID = Duration.ofMinutes(1);
    /** An answer that took longer does not say well enough what time it is. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    private record Reading(Instant time, long nanos) {}

    private final JdbcClient jdbc;
    private final LongSupplier nanos;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Reading last;

    /** @throws DataAccessException if the database does not answer */
    public DatabaseClock(DataSource database) {
        this(database, System::nanoTime);
    }

    DatabaseClock(DataSource database, LongSupplier nanos) {
        this.jdbc = JdbcClient.create(database);
        this.nanos = nanos;
        this.last = read();
    }

    @Override
    public Instant instant() {
        Reading known = last;
        long passed = nanos.getAsLong() - known.nanos();
        if (passed > VALID.toNanos() && reading.compareAndSet(false, true)) {
            Thread.ofVirtual().name("database-clock").start(this::readAgain);
        }
        return known.time().plusNanos(passed);
    }

    private void readAgain() {
        try {
            Reading fresh = read();
            if (nanos.getAsLong() - fresh.nanos() < LONGEST_ANSWER.toNanos()) {
                last = fresh;
            }
        } catch (DataAccessException e) {
            // the next one who asks tries again; until then the processor's clock is good enough
            log.debug("cannot read the database's time: {}", e.getMessage());
        } finally {
            reading.set(false);
        }
    }

    private Reading read() {
        long before = nanos.getAsLong();
        Instant time = jdbc.sql("SELECT clock_timestamp()")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        // somewhere between question and answer
        return new Reading(time, before + (nanos.getAsLong() - before) / 2);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        InstantSource source = () -> instant();
        return source.withZone(zone);
    }
}
