package org.imagebuilder.composer.errors;

import java.util.Map;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.http.errors.ApiError;
import org.imagebuilder.http.errors.ErrorDialect;
import org.imagebuilder.http.errors.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How this API words errors. */
@Component
final class ComposerErrorDialect implements ErrorDialect {

    @Override
    public String codePrefix() {
        return "IMAGE-BUILDER-COMPOSER-";
    }

    @Override
    public String basePath() {
        return ApiPaths.BASE;
    }

    @Override
    public ApiError errorFor(Fault fault) {
        return switch (fault) {
            case FORBIDDEN -> ComposerError.UNAUTHORIZED;
            case NO_TENANT -> ComposerError.TENANT_NOT_FOUND;
            case NO_SUCH_RESOURCE -> ComposerError.RESOURCE_NOT_FOUND;
            case MEDIA_TYPE -> ComposerError.UNSUPPORTED_MEDIA_TYPE;
            case UNREADABLE_BODY -> ComposerError.BODY_DECODING;
            case BODY_TOO_LARGE -> ComposerError.VALIDATION_FAILED;
            case BAD_PARAMETER, BAD_REQUEST -> ComposerError.BAD_REQUEST;
            case LIMIT -> ComposerError.UNAUTHORIZED;
            case UNAVAILABLE, BUSY, UNEXPECTED -> ComposerError.NOT_AN_API_ERROR;
        };
    }

    @Override
    public Map<String, ?> alsoRaised(@Nullable Object details) {
        return Map.of("details", details == null ? "" : details);
    }
}
