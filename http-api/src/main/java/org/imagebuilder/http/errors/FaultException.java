package org.imagebuilder.http.errors;

import org.jspecify.annotations.Nullable;

/** Ends a request with whatever error the API at hand has for a fault. */
public final class FaultException extends RuntimeException {

    private final Fault fault;
    private final @Nullable String details;

    /** With details that clients may know. */
    public FaultException(Fault fault, @Nullable String details, @Nullable Throwable cause) {
        super(fault + ": " + details, cause);
        this.fault = fault;
        this.details = details;
    }

    /** Whether the service is well and only refuses more: that happens often and at once, or never. */
    boolean isOverload() {
        return fault == Fault.BUSY;
    }

    Fault fault() {
        return fault;
    }

    @Nullable String details() {
        return details;
    }
}
