package org.imagebuilder.chaos.workload;

/** Where a job is on its way, as its client and its workers see it. */
public enum Step {
    /** A compose is on its way to the service. */
    SUBMITTING,
    /** The client was told that it exists. */
    SUBMITTED,
    /** A worker asks for a job. */
    ASKING,
    /** It got one. */
    HANDED_OUT,
    /** A result is on its way to the service. */
    FINISHING,
    /** The worker was told that it is stored. */
    FINISHED
}
