package org.imagebuilder.http.errors;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one API words its errors. Each service provides one as a bean. */
public interface ErrorDialect {

    /** What stands before the number in {@code code}, with the dash. */
    String codePrefix();

    /** Path of the API without a slash at the end; {@code href} is {@code <base path>/errors/<number>}. */
    String basePath();

    ApiError errorFor(Fault fault);

    /** Members that every error has in addition to the common ones. */
    default Map<String, ?> alsoDescribed(ApiError error) {
        return Map.of();
    }

    /** Members that only an error raised by a request has in addition. */
    default Map<String, ?> alsoRaised(@Nullable Object details) {
        return Map.of();
    }
}
