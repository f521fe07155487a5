package org.imagebuilder.chaos.cluster;

import java.time.Duration;
import java.util.function.IntSupplier;

/** How a proxy treats what goes through it. */
public sealed interface Weather {

    Weather FAIR = new Fair();
    Weather AWAY = new Away();
    Weather STALLED = new Stalled();

    /** Passes everything on at once. */
    record Fair() implements Weather {}

    /** Ends all connections, and each new one as soon as it is made. */
    record Away() implements Weather {}

    /** Keeps connections, and passes nothing on. */
    record Stalled() implements Weather {}

    /** Passes on everything, later. */
    record Slow(Duration delay) implements Weather {}

    /**
     * Ends each connection in the middle of something.
     *
     * @param bytes how many still pass, both ways together
     */
    record Torn(IntSupplier bytes) implements Weather {}
}
