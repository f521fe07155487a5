package org.imagebuilder.composer.inspection;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.UUID;
import org.imagebuilder.composer.ComposerSettings;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.room.Room;
import org.imagebuilder.queue.Payloads;
import org.imagebuilder.queue.Payloads.Sized;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings stored results into memory, but only as much at the same time as there is room for. */
@Component
public final class LargeResults {

    private static final int TRIES = 5;

    private final Payloads payloads;
    private final Room room;

    LargeResults(Payloads payloads, ComposerSettings settings, MeterRegistry meters) {
        this.payloads = payloads;
        this.room = Room.asItFits(
                settings.resultsInMemory(),
                meters.counter("imagebuilder.composer.refused", "what", "result")::increment);
    }

    /**
     * Begins to read results of these jobs. Waits for room for the largest of them, since they are read one by one.
     *
     * @throws FaultException if there is no room for too long
     */
    public Reading reading(Collection<UUID> jobs) {
        return new Reading(jobs.isEmpty() ? 0 : payloads.largestResult(jobs));
    }

    /** Keeps its room until it is closed. */
    public final class Reading implements AutoCloseable {

        private long most;
        private Room.Place place;

        private Reading(long most) {
            this.most = most;
            this.place = room.take(most);
        }

        /**
         * A job's result. The one read before must not be in use any more.
         *
         * @return null if there is none, or no such job any more
         */
        public @Nullable RawJson result(UUID job) {
            for (int tries = 0; tries < TRIES; tries++) {
                Sized found = payloads.result(job, most).orElse(null);
                if (found == null || found.json() != null || found.size() == 0) {
                    return found == null ? null : found.json();
                }
                // a larger one has come in since; nobody must wait for room while having some
                place.close();
                most = found.size();
                place = room.take(most);
            }
            throw new FaultException(Fault.UNAVAILABLE, "the result changes all the time", null);
        }

        @Override
        public void close() {
            place.close();
        }
    }
}
