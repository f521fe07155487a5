package org.imagebuilder.queue.outbox;

import java.time.Duration;

/** Ends threads for those who own them. */
final class OwnedThreads {

    private OwnedThreads() {}

    /** Waits for a thread that is about to end by itself, and interrupts it if it takes longer than this. */
    static void end(Thread thread, Duration within) {
        try {
            if (!thread.join(within)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
