package org.imagebuilder.chaos.fault;

import java.util.List;
import java.util.stream.Stream;

/** All that can go wrong. */
public final class Faults {

    private Faults() {}

    /** Each once. */
    public static List<Fault> all() {
        return Stream.of(Processes.all(), Connections.all(), Stores.all())
                .flatMap(List::stream)
                .toList();
    }
}
