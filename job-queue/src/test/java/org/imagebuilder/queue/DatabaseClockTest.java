package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever the machine's clock says, services go by the database's. */
class DatabaseClockTest {

    private final QueueFixture queue = new QueueFixture();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        queue.close();
    }

    private Instant databaseTime() {
        return JdbcClient.create(queue.pool)
                .sql("SELECT clock_timestamp()")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    @Test
    void it_begins_with_the_databases_time_and_goes_on_with_the_monotonic_clock() {
        DatabaseClock clock = new DatabaseClock(queue.pool, nanos::get);
        Instant began = clock.instant();
        assertThat(began).isCloseTo(databaseTime(), within(10, ChronoUnit.SECONDS));

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());

        assertThat(clock.instant()).isEqualTo(began.plusSeconds(30));
    }

    @Test
    void it_comes_back_to_the_databases_time_when_the_monotonic_clock_runs_wrong() {
        DatabaseClock clock = new DatabaseClock(queue.pool, nanos::get);

        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(clock.instant()).isAfter(databaseTime().plus(Duration.ofMinutes(50)));

        await().untilAsserted(
                        () -> assertThat(clock.instant()).isCloseTo(databaseTime(), within(10, ChronoUnit.SECONDS)));
    }

    @Test
    void it_goes_on_while_the_database_is_away() {
        DatabaseClock clock = new DatabaseClock(queue.pool, nanos::get);
        Instant began = clock.instant();
        queue.pool.close();

        nanos.addAndGet(Duration.ofMinutes(5).toNanos());

        assertThat(clock.instant()).isEqualTo(began.plus(Duration.ofMinutes(5)));
    }
}
