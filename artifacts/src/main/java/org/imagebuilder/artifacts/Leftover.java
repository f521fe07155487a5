package org.imagebuilder.artifacts;

import java.time.Instant;

/**
 * An attempt whose files were neither published nor discarded.
 *
 * @param lastChange when something of it was written last
 */
public record Leftover(Attempt attempt, Instant lastChange) {}
