package org.imagebuilder.queue;

import java.util.List;
import java.util.UUID;

/** Whoever keeps something for jobs outside the database, and lets go of it with them. */
@FunctionalInterface
public interface RemovedJobListener {

    /** Hears of jobs that are gone from the database, after they are. */
    void removed(List<UUID> jobs);
}
