package org.imagebuilder.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When and how long workers waited.
 *
 * @param ready counts those down that have registered
 * @param firstHandOut when the last manifest job was handed out, {@link System#nanoTime}
 * @param manifestFinished when the last manifest job's result was sent
 * @param imageHandOut when the last image job was handed out
 */
record WorkerTimes(
        CountDownLatch ready,
        Latencies handOut,
        Latencies finish,
        AtomicLong firstHandOut,
        AtomicLong manifestFinished,
        AtomicLong imageHandOut) {

    static WorkerTimes of(int workers) {
        return new WorkerTimes(
                new CountDownLatch(workers),
                new Latencies(),
                new Latencies(),
                new AtomicLong(),
                new AtomicLong(),
                new AtomicLong());
    }

    void handedOut(boolean image) {
        (image ? imageHandOut : firstHandOut).set(System.nanoTime());
    }

    void finished(boolean image, long sent) {
        if (!image) {
            manifestFinished.set(sent);
        }
    }
}
