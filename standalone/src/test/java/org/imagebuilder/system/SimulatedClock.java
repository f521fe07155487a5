package org.imagebuilder.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes when a test says so, and that threads can wait for. */
final class SimulatedClock extends Clock {

    private Instant now;

    SimulatedClock(Instant start) {
        now = start;
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
        notifyAll();
    }

    /** Blocks until it is this late. */
    synchronized void awaitTime(Instant time) throws InterruptedException {
        while (now.isBefore(time)) {
            wait();
        }
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the services think in UTC");
    }
}
