package org.imagebuilder.artifacts;

/** What a removal freed. */
public record Removed(long files, long bytes) {

    public static final Removed NOTHING = new Removed(0, 0);
}
