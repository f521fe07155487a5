package org.imagebuilder.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Ids of composes, jobs and workers. */
public final class Ids {

    private Ids() {}

    /** A UUIDv7: plain to clients, and ordered by time, which keeps the indexes compact. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
