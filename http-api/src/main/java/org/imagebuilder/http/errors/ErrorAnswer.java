package org.imagebuilder.http.errors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a failed request is answered with.
 *
 * @param status usually the error's own
 */
record ErrorAnswer(
        ApiError error, HttpStatus status, @Nullable Object details) {

    boolean isOurFault() {
        return status.is5xxServerError();
    }

    boolean mayPass() {
        return status == HttpStatus.SERVICE_UNAVAILABLE;
    }
}
