package org.imagebuilder.artifacts;

import java.util.UUID;

/**
 * One hand-out of a job. Two workers that have the same job one after the other never have the same attempt.
 *
 * @param number the first is 1
 */
public record Attempt(UUID job, int number) {}
