package org.imagebuilder.composer.waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request's wait for the end of one job. To be closed by whoever waits. */
final class Expectation implements AutoCloseable {

    /** What ends a wait. */
    enum Outcome {
        JOB_ENDED,
        SHUTDOWN
    }

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Runnable whenClosed;

    /** @param whenClosed run once, when nobody waits any more */
    Expectation(Runnable whenClosed) {
        this.whenClosed = whenClosed;
    }

    /** Ends the wait, if nothing else has. */
    void end(Outcome how) {
        outcome.complete(how);
    }

    /** Blocks until something ends the wait; empty if the time is over first. */
    Optional<Outcome> await(Duration time) throws InterruptedException {
        try {
            return Optional.of(outcome.get(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a wait never fails", e);
        }
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
