package org.imagebuilder.queue.lanes;

import java.time.Duration;

/** Counts what comes, in steps of some length. Guarded by whoever owns it. */
final class ArrivalRate {

    private final long step;
    private long begin = System.nanoTime();
    private int now;
    private int before;

    ArrivalRate(Duration step) {
        this.step = step.toNanos();
    }

    /** @param time {@link System#nanoTime} */
    void add(long time) {
        roll(time);
        now++;
    }

    /** How many came within one step: the last whole one, or the one that goes on, if there are more by now. */
    int lately(long time) {
        roll(time);
        return Math.max(before, now);
    }

    private void roll(long time) {
        long steps = (time - begin) / step;
        if (steps > 0) {
            before = steps == 1 ? now : 0;
            now = 0;
            begin += steps * step;
        }
    }
}
