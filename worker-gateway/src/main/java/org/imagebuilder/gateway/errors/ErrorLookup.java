package org.imagebuilder.gateway.errors;

import java.util.Map;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.errors.ErrorBodies;
import org.imagebuilder.http.requests.RequestIds;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Explains error ids. */
@RestController
final class ErrorLookup {

    private final ErrorBodies bodies;

    ErrorLookup(ErrorBodies bodies) {
        this.bodies = bodies;
    }

    @GetMapping("/errors/{id}")
    Map<String, Object> error(@PathVariable String id, RequestIds ids) {
        return WorkerError.numbered(number(id))
                .map(error -> bodies.describe(error, ids))
                .orElseThrow(() -> new ApiException(WorkerError.ERROR_NOT_FOUND));
    }

    private static int number(String id) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException _) {
            throw new ApiException(WorkerError.INVALID_ERROR_ID);
        }
    }
}
