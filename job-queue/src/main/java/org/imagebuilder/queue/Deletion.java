package org.imagebuilder.queue;

/** What came of the wish to delete a job. */
public sealed interface Deletion {

    /** It is gone, with everything that only it needed. */
    record Deleted(int jobs) implements Deletion {}

    /** Nothing was deleted: other jobs depend on it. */
    record StillNeeded() implements Deletion {}

    /** Nothing was deleted: it has not ended. */
    record NotEnded() implements Deletion {}

    /** There is no such job. */
    record Unknown() implements Deletion {}
}
