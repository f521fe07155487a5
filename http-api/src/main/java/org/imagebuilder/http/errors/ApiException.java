package org.imagebuilder.http.errors;

import org.jspecify.annotations.Nullable;

/** Ends a request with this error. */
public final class ApiException extends RuntimeException {

    private final transient ApiError error;
    private final transient @Nullable Object details;

    public ApiException(ApiError error) {
        this(error, null, null);
    }

    /** With details: what clients may know about this occurrence, as anything that JSON can express. */
    public ApiException(ApiError error, @Nullable Object details) {
        this(error, details, null);
    }

    /** With a cause, for the log only; but if it says that a database is away, the status becomes 503. */
    public ApiException(ApiError error, @Nullable Object details, @Nullable Throwable cause) {
        super(error.number() + ": " + error.reason(), cause);
        this.error = error;
        this.details = details;
    }

    public ApiError error() {
        return error;
    }

    public @Nullable Object details() {
        return details;
    }
}
