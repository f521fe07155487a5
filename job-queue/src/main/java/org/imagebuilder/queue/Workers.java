package org.imagebuilder.queue;

import java.util.UUID;

/** The registry of workers. */
@SuppressWarnings("DoNotCallSuggester")
public final class Workers {

    /** Adds a worker, with an event. @return its new id */
    public UUID register(String channel, String architecture) {
        throw new UnsupportedOperationException(channel + architecture);
    }

    /** A sign of life. @return false for an unknown worker */
    public boolean beat(UUID worker) {
        throw new UnsupportedOperationException(worker.toString());
    }

    /** Whether there is such a worker; remembered for a while, so usually no statement. */
    public boolean isKnown(UUID worker) {
        throw new UnsupportedOperationException(worker.toString());
    }
}
