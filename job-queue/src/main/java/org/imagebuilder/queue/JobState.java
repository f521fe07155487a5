package org.imagebuilder.queue;

/** Where a job stands. FINISHED includes finished with an error; only {@link Transition} says who may move where. */
public enum JobState {
    /** Waits for its dependencies. */
    PENDING,
    /** Can be handed out. */
    READY,
    /** A worker has it. */
    RUNNING,
    /** Has its final result. */
    FINISHED,
    /** Stopped by somebody; never gets a result. */
    CANCELED;

    /** Nothing leaves this state any more. */
    public boolean isFinal() {
        return this == FINISHED || this == CANCELED;
    }
}
