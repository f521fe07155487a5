package org.imagebuilder.composer.errors;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.http.errors.ErrorBodies;
import org.imagebuilder.http.requests.RequestIds;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Explains the errors of this API. */
@RestController
final class ErrorListing {

    private final ErrorBodies bodies;

    ErrorListing(ErrorBodies bodies) {
        this.bodies = bodies;
    }

    record Page(String kind, int page, int size, int total, List<Map<String, Object>> items) {}

    @GetMapping(ApiPaths.ERRORS)
    Page list(
            @RequestParam(defaultValue = "0") String page,
            @RequestParam(defaultValue = "100") String size,
            RequestIds ids) {
        int number = number(page, ComposerError.INVALID_PAGE);
        List<Map<String, Object>> items = slice(number, number(size, ComposerError.INVALID_SIZE)).stream()
                .map(error -> bodies.describe(error, ids))
                .toList();
        return new Page("ErrorList", number, items.size(), ComposerError.values().length, items);
    }

    @GetMapping(ApiPaths.ERRORS + "/{id}")
    Map<String, Object> one(@PathVariable String id, RequestIds ids) {
        return ComposerError.of(number(id, ComposerError.INVALID_ERROR_ID))
                .filter(error -> error != ComposerError.ERROR_CODE_UNKNOWN) // stands for the failed look-up itself
                .map(error -> bodies.describe(error, ids))
                .orElseThrow(ComposerError.ERROR_NOT_FOUND::plain);
    }

    static List<ComposerError> slice(int page, int size) {
        if (page < 0 || size < 0) {
            return List.of();
        }
        return Arrays.stream(ComposerError.values())
                .skip((long) page * size)
                .limit(size)
                .toList();
    }

    private static int number(String text, ComposerError otherwise) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw otherwise.plain();
        }
    }
}
