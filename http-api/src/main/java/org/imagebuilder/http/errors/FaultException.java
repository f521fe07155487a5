package org.imagebuilder.http.errors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with whatever error the API at hand has for a fault. */
public final class FaultException extends RuntimeException {

    private final Fault fault;
    private final @Nullable String details;
    private final @Nullable Duration retryAfter;

    /** With details that clients may know. */
    public FaultException(Fault fault, @Nullable String details, @Nullable Throwable cause) {
        this(fault, details, cause, null);
    }

    private FaultException(
            Fault fault, @Nullable String details, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(fault + ": " + details, cause);
        this.fault = fault;
        this.details = details;
        this.retryAfter = retryAfter;
    }

    /**
     * Refuses more than the sender may have.
     *
     * @param details which limit it is, and when there is room again
     * @param retryAfter the same for programs
     */
    public static FaultException limit(String details, Duration retryAfter) {
        return new FaultException(Fault.LIMIT, details, null, retryAfter);
    }

    /** Whether the service is well and only refuses more: that happens often and at once, or never. */
    boolean isOverload() {
        return fault == Fault.BUSY || fault == Fault.LIMIT;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    Fault fault() {
        return fault;
    }

    @Nullable String details() {
        return details;
    }
}
