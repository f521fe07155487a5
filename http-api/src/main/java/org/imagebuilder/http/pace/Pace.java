package org.imagebuilder.http.pace;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How fast a large document has to pass: whoever sends or takes one holds a thread and memory that others wait for. */
public final class Pace {

    private static final Duration FREE = Duration.ofSeconds(20);
    private static final int BYTES_PER_SECOND = 128 * 1024;

    private final LongSupplier nanoseconds;
    private final long begun;

    public Pace() {
        this(System::nanoTime);
    }

    /** @param nanoseconds a clock like {@link System#nanoTime} */
    public Pace(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        this.begun = nanoseconds.getAsLong();
    }

    /** Whether as many bytes as this are fast enough. */
    public boolean isKeptBy(long bytes) {
        Duration allowed = FREE.plusMillis(bytes * 1000 / BYTES_PER_SECOND);
        return nanoseconds.getAsLong() - begun <= allowed.toNanos();
    }
}
