package org.imagebuilder.queue.outbox;

import java.util.List;

/** A way to workers that is shorter than the one through their lanes. */
@FunctionalInterface
public interface Shortcut {

    /**
     * Takes jobs that have just become ready, on the thread that made them so; it never waits.
     *
     * @param references of one statement
     * @param publisher is told later what became of each that is taken: {@link LanePublisher#handedOut}, or
     *     {@link LanePublisher#putIntoLanes}
     * @return those that are not taken
     */
    List<OutboxRow> take(List<OutboxRow> references, LanePublisher publisher);
}
