package org.imagebuilder.composer.cancellation;

import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.RequestSchemas;
import org.imagebuilder.composer.tenancy.Caller;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.bodies.OptionalJsonBody;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says who cancels and why, in the words that the events will carry. */
@Component
final class CauseReader {

    private final RequestSchemas schemas;

    CauseReader(RequestSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * The cause of a cancellation that this request asks for.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the body is not what the API describes
     */
    String cause(OptionalJsonBody body, Channel channel, RequestIds ids) {
        String reason = body.body().map(this::reason).orElse("");
        return Caller.of(channel, ids) + (reason.isEmpty() ? "" : ": " + reason);
    }

    private String reason(JsonBody body) {
        JsonNode document = body.as(JsonNode.class);
        schemas.violation("ComposeCancellationRequest", document, "").ifPresent(violation -> {
            throw ComposerError.VALIDATION_FAILED.because(violation);
        });
        String reason = document.path("reason").asString("");
        // left to no pattern in the schema: those take a line break at the end for the end itself
        if (reason.codePoints().anyMatch(CauseReader::isUnfitForText)) {
            throw ComposerError.VALIDATION_FAILED.because("#/reason: control characters cannot be part of a reason");
        }
        return reason;
    }

    private static boolean isUnfitForText(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }
}
