package org.imagebuilder.http.errors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a failed request is answered with.
 *
 * @param status usually the error's own
 * @param retryAfter when the same request may succeed; null if it never will, or nobody knows
 */
record ErrorAnswer(
        ApiError error,
        HttpStatus status,
        @Nullable Object details,
        @Nullable Duration retryAfter) {

    private static final Duration SOON = Duration.ofSeconds(5);

    ErrorAnswer {
        if (retryAfter == null && status == HttpStatus.SERVICE_UNAVAILABLE) {
            retryAfter = SOON;
        }
    }

    boolean isOurFault() {
        return status.is5xxServerError();
    }

    boolean mayPass() {
        return status == HttpStatus.SERVICE_UNAVAILABLE;
    }
}
