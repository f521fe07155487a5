package org.imagebuilder.composer.waiting;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.queue.Jobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * For events that never come, because they got lost or the broker is away: every now and then asks the database where all
 * the awaited jobs stand, in one statement. Asks nothing while nobody waits.
 */
final class DatabaseLook implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseLook.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Expectations expectations;
    private final Jobs jobs;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    DatabaseLook(Expectations expectations, Jobs jobs, Duration pause) {
        this.expectations = expectations;
        this.jobs = jobs;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("database-look").start(this::run);
    }

    private void run() {
        try {
            while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                now();
            }
        } catch (InterruptedException _) {
            // nobody interrupts it: that would cut the database connection under a statement
        }
    }

    /** Looks at once. A job that is not there is one that is about to be stored. */
    void now() {
        Set<UUID> awaited = expectations.jobs();
        if (awaited.isEmpty()) {
            return;
        }
        try {
            for (Jobs.Standing standing : jobs.standings(awaited)) {
                if (standing.state().isFinal()) {
                    expectations.ended(standing.id());
                }
            }
        } catch (DataAccessException e) {
            log.warn("where awaited jobs stand is asked again later: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
