package org.imagebuilder.composer.waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.catalina.connector.ClientAbortException;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Jobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The wait for a stored job. A job that nobody waits for any more is cancelled. */
public final class JobWait implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JobWait.class);

    /** How long a client that has gone away stays unnoticed. */
    private static final Duration GLANCE = Duration.ofSeconds(2);

    private final UUID job;
    private final Expectation expectation;
    private final Duration limit;
    private final Jobs jobs;
    private final Cancellations cancellations;

    JobWait(UUID job, Expectation expectation, Duration limit, Jobs jobs, Cancellations cancellations) {
        this.job = job;
        this.expectation = expectation;
        this.limit = limit;
        this.jobs = jobs;
        this.cancellations = cancellations;
    }

    /**
     * Blocks until the job has ended or the time is over.
     *
     * @throws FaultException if the service shuts down meanwhile
     * @throws ClientAbortException if the client goes away meanwhile
     */
    public WaitEnd await(ClientConnection client) throws ClientAbortException {
        try {
            return awaitEnd(client);
        } catch (InterruptedException _) {
            // not before the job is cancelled: it would cut the database connection under a statement
            abandon("the service shuts down");
            Thread.currentThread().interrupt();
            throw Expectations.shutdown();
        }
    }

    private WaitEnd awaitEnd(ClientConnection client) throws InterruptedException, ClientAbortException {
        long begun = System.nanoTime();
        for (Duration left = limit; left.isPositive(); left = limit.minusNanos(System.nanoTime() - begun)) {
            Optional<Expectation.Outcome> outcome = expectation.await(left.compareTo(GLANCE) < 0 ? left : GLANCE);
            if (outcome.isPresent()) {
                return switch (outcome.get()) {
                    case JOB_ENDED -> ended();
                    case SHUTDOWN -> {
                        abandon("the service shuts down");
                        throw Expectations.shutdown();
                    }
                };
            }
            if (client.isGone()) {
                abandon("the client went away");
                throw new ClientAbortException("the client did not wait for job " + job);
            }
        }
        boolean canceled = cancellations.cancel(job, "nobody waits longer than " + limit.toSeconds() + " s");
        return canceled ? new WaitEnd.TimedOut(limit) : ended();
    }

    private WaitEnd ended() {
        return new WaitEnd.Ended(jobs.find(job)
                .orElseThrow(() -> new FaultException(Fault.UNAVAILABLE, "the job was deleted, try again", null)));
    }

    /** The answer does not depend on it. */
    private void abandon(String cause) {
        try {
            var _ = cancellations.cancel(job, cause);
        } catch (DataAccessException e) {
            log.warn("job {} runs although nobody waits for it: {}", job, e.getMessage());
        }
    }

    @Override
    public void close() {
        expectation.close();
    }
}
