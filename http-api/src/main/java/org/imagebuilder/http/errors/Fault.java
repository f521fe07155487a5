package org.imagebuilder.http.errors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What can go wrong before or beside the code of an operation; each API has an error of its own for each. */
public enum Fault {
    /** The sender is known, and may not do this. */
    FORBIDDEN(null),
    /** The sender is known, but belongs to no tenant. */
    NO_TENANT(null),
    /** No such path, or not with this method. */
    NO_SUCH_RESOURCE(null),
    /** The body is not declared as JSON. */
    MEDIA_TYPE(null),
    /** The body is not the JSON that was asked for. */
    UNREADABLE_BODY(null),
    BODY_TOO_LARGE(null),
    /** A path or query parameter cannot be read. */
    BAD_PARAMETER(null),
    /** Not even acceptable as HTTP. */
    BAD_REQUEST(HttpStatus.BAD_REQUEST),
    /** Something this service needs is away at the moment. */
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    /** This service has as much to do as it can take on. */
    BUSY(HttpStatus.SERVICE_UNAVAILABLE),
    /** The sender has had as much as it may have. */
    LIMIT(HttpStatus.TOO_MANY_REQUESTS),
    UNEXPECTED(null);

    private final @Nullable HttpStatus status;

    Fault(@Nullable HttpStatus status) {
        this.status = status;
    }

    /** The status to answer with: usually the one of the error that the API has for this fault. */
    HttpStatus statusFor(ApiError error) {
        return status == null ? error.status() : status;
    }
}
