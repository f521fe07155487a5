package org.imagebuilder.artifacts;

import java.util.List;
import java.util.UUID;

/**
 * A job that may have something in the store.
 *
 * @param leftovers its attempts that have something there which is not the job's
 */
public record KeptJob(UUID id, List<Leftover> leftovers) {

    public KeptJob {
        leftovers = List.copyOf(leftovers);
    }
}
