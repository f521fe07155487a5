package org.imagebuilder.http.bodies;

import java.time.Duration;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;

/** How fast a body has to arrive: whoever sends one holds a thread and memory that others wait for. */
final class Pace {

    private static final Duration FREE = Duration.ofSeconds(20);
    private static final int BYTES_PER_SECOND = 128 * 1024;

    private final long begun = System.nanoTime();

    /** @throws FaultException if more should have arrived by now */
    void require(long bytes) {
        Duration allowed = FREE.plusMillis(bytes * 1000 / BYTES_PER_SECOND);
        if (System.nanoTime() - begun > allowed.toNanos()) {
            throw new FaultException(Fault.UNREADABLE_BODY, "the body arrives too slowly", null);
        }
    }
}
