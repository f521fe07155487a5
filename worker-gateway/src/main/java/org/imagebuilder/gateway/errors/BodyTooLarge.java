package org.imagebuilder.gateway.errors;

import org.imagebuilder.http.errors.ApiError;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** To old workers a body that cannot be decoded, since that is all they know; its reason says what would be. */
record BodyTooLarge(DataSize limit) implements ApiError {

    @Override
    public int number() {
        return WorkerError.BODY_DECODING.number();
    }

    @Override
    public HttpStatus status() {
        return HttpStatus.CONTENT_TOO_LARGE;
    }

    @Override
    public String reason() {
        return "The body is larger than " + limit.toBytes() + " bytes";
    }
}
