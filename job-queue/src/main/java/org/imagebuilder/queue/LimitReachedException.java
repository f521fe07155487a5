package org.imagebuilder.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A tenant has as many composes as it may have. Nothing was stored. */
public final class LimitReachedException extends RuntimeException {

    private final String reason;
    private final transient @Nullable Duration freeIn;

    private LimitReachedException(String reason, @Nullable Duration freeIn) {
        super(reason);
        this.reason = reason;
        this.freeIn = freeIn;
    }

    static LimitReachedException composes(TenantLimits limits, Duration freeIn) {
        return new LimitReachedException(
                "no more than %d composes in %d s; the next one is possible in %d s"
                        .formatted(limits.composes(), limits.window().toSeconds(), seconds(freeIn)),
                freeIn);
    }

    static LimitReachedException unfinished(TenantLimits limits) {
        return new LimitReachedException(
                "no more than %d composes at a time; the next one is possible when one of them has ended"
                        .formatted(limits.unfinished()),
                null);
    }

    /** Which limit it is, for the tenant to read. */
    public String reason() {
        return reason;
    }

    /** When the next one is possible; null if that is not known. */
    public @Nullable Duration freeIn() {
        return freeIn;
    }

    private static long seconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }
}
