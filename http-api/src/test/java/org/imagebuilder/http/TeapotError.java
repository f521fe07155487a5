package org.imagebuilder.http;

import org.imagebuilder.http.errors.ApiError;
import org.springframework.http.HttpStatus;

/** The errors of the API that the tests talk to. */
enum TeapotError implements ApiError {
    FORBIDDEN(2, HttpStatus.FORBIDDEN, "not for you"),
    NO_TENANT(28, HttpStatus.BAD_REQUEST, "nobody's tea"),
    MEDIA_TYPE(3, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "only JSON is brewed"),
    BODY(20, HttpStatus.BAD_REQUEST, "this cannot be brewed"),
    NOT_HERE(21, HttpStatus.NOT_FOUND, "no such pot"),
    PARAMETER(42, HttpStatus.BAD_REQUEST, "no such size"),
    TEAPOT(77, HttpStatus.LOCKED, "this is a teapot"),
    UNSPECIFIED(10000, HttpStatus.INTERNAL_SERVER_ERROR, "something is wrong"),
    UNEXPECTED(10001, HttpStatus.INTERNAL_SERVER_ERROR, "the pot broke");

    private final int number;
    private final HttpStatus status;
    private final String reason;

    TeapotError(int number, HttpStatus status, String reason) {
        this.number = number;
        this.status = status;
        this.reason = reason;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String reason() {
        return reason;
    }
}
