package org.imagebuilder.queue;

import java.util.List;
import java.util.UUID;

/** What came of the wish to delete a job. */
public sealed interface Deletion {

    /**
     * It is gone, with everything that only it needed.
     *
     * @param jobs all that are gone
     */
    record Deleted(List<UUID> jobs) implements Deletion {}

    /** Nothing was deleted: other jobs depend on it. */
    record StillNeeded() implements Deletion {}

    /** Nothing was deleted: it has not ended, or something has not that would go with it. */
    record NotEnded() implements Deletion {}

    /** There is no such job. */
    record Unknown() implements Deletion {}
}
