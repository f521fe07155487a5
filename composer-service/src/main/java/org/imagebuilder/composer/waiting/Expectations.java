package org.imagebuilder.composer.waiting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.imagebuilder.composer.ComposerSettings;
import org.imagebuilder.composer.waiting.Expectation.Outcome;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.springframework.stereotype.Component;

/** The jobs whose ends are waited for, and not more of them at a time than there is room for. */
@Component
final class Expectations {

    private final Map<UUID, Expectation> byJob = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final Counter refused;
    private volatile boolean open = true;

    Expectations(ComposerSettings settings, MeterRegistry meters) {
        this.room = new Semaphore(settings.maxWaitingRequests());
        this.refused = meters.counter("imagebuilder.composer.refused", "what", "waiting");
        meters.gauge("imagebuilder.composer.waiting.requests", byJob, Map::size);
    }

    /**
     * Begins to wait. To be called before the job is stored, so that its end cannot be missed.
     *
     * @throws FaultException if too many wait, or the service shuts down
     */
    Expectation of(UUID job) {
        if (!room.tryAcquire()) {
            refused.increment();
            throw new FaultException(Fault.BUSY, "too many requests wait for packages, try again", null);
        }
        Expectation expectation = new Expectation(() -> {
            byJob.remove(job);
            room.release();
        });
        byJob.put(job, expectation);
        if (!open) {
            expectation.close();
            throw shutdown();
        }
        return expectation;
    }

    static FaultException shutdown() {
        return new FaultException(Fault.UNAVAILABLE, "the service shuts down, try again", null);
    }

    /** The jobs that somebody waits for; they need not be stored yet. */
    Set<UUID> jobs() {
        return Set.copyOf(byJob.keySet());
    }

    boolean isEmpty() {
        return byJob.isEmpty();
    }

    /** Wakes whoever waits for this job. */
    void ended(UUID job) {
        Expectation expectation = byJob.get(job);
        if (expectation != null) {
            expectation.end(Outcome.JOB_ENDED);
        }
    }

    /** Wakes everybody, and lets nobody wait any more. */
    void shutDown() {
        open = false;
        byJob.values().forEach(expectation -> expectation.end(Outcome.SHUTDOWN));
    }
}
