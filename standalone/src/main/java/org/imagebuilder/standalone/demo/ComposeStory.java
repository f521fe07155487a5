package org.imagebuilder.standalone.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.standalone.events.Event;

/** The events told so far, to know when a compose's story is over. */
final class ComposeStory {

    private final List<Event> events = new ArrayList<>();

    synchronized void add(Event event) {
        events.add(event);
        notifyAll();
    }

    /** Waits for a compose's last event; false if it does not come in time. */
    synchronized boolean awaitEnd(String compose, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (events.stream().noneMatch(event -> event.endsCompose(compose))) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
