package org.imagebuilder.queue.lanes;

/** A wait for a job. */
public interface Waiting {

    /**
     * Ends the wait without a job, if it is not over. A lane that is just trying may still bring one, within the time of
     * one statement.
     */
    void leave();
}
