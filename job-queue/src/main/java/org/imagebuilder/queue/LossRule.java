package org.imagebuilder.queue;

/**
 * What happens to a job whose worker is lost.
 *
 * @param retries how often a job may be lost and still run again
 * @param failure what it is finished with past that
 * @param result the same as JSON, which is small enough to be its own digest
 */
public record LossRule(int retries, Failure failure, String result) {}
