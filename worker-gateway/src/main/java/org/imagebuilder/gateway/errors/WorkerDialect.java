package org.imagebuilder.gateway.errors;

import java.util.Map;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.http.errors.ApiError;
import org.imagebuilder.http.errors.ErrorDialect;
import org.imagebuilder.http.errors.Fault;
import org.springframework.stereotype.Component;

/** Error objects as workers know them: old ones read {@code message} where newer ones read {@code reason}. */
@Component
final class WorkerDialect implements ErrorDialect {

    private final GatewaySettings settings;
    private final ApiError tooLarge;

    WorkerDialect(GatewaySettings settings) {
        this.settings = settings;
        this.tooLarge = new BodyTooLarge(settings.maxBodySize());
    }

    @Override
    public String codePrefix() {
        return "IMAGE-BUILDER-WORKER-";
    }

    @Override
    public String basePath() {
        return settings.basePath();
    }

    @Override
    public ApiError errorFor(Fault fault) {
        return switch (fault) {
            case FORBIDDEN -> WorkerError.FORBIDDEN;
            case NO_TENANT -> WorkerError.TENANT_NOT_FOUND;
            case NO_SUCH_RESOURCE -> WorkerError.RESOURCE_NOT_FOUND;
            case MEDIA_TYPE -> WorkerError.UNSUPPORTED_MEDIA_TYPE;
            case UNREADABLE_BODY -> WorkerError.BODY_DECODING;
            case BODY_TOO_LARGE -> tooLarge;
            case BAD_PARAMETER, BAD_REQUEST, UNAVAILABLE, BUSY, LIMIT -> WorkerError.UNSPECIFIED;
            case UNEXPECTED -> WorkerError.NOT_AN_API_ERROR;
        };
    }

    @Override
    public Map<String, ?> alsoDescribed(ApiError error) {
        return Map.of("message", error.reason());
    }
}
