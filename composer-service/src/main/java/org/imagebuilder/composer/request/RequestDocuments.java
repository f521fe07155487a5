package org.imagebuilder.composer.request;

import java.nio.charset.StandardCharsets;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.http.bodies.JsonMistake;
import org.imagebuilder.http.requests.UuidText;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Turns a body into JSON that follows one of the API's schemas, with its defaults filled in. */
@Component
public final class RequestDocuments {

    private static final int MOST_NESTING = 64; // the schemas need ten

    private final RequestSchemas schemas;
    private final RequestDefaults defaults;
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTING)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    public RequestDocuments(RequestSchemas schemas, RequestDefaults defaults) {
        this.schemas = schemas;
        this.defaults = defaults;
    }

    /**
     * Reads a body.
     *
     * @param schema a name from the description's components
     * @throws org.imagebuilder.http.errors.ApiException if the body is no JSON, or not what the API describes
     */
    public JsonNode read(byte[] body, String schema) {
        JsonNode document = parse(body);
        if (!isStorable(document)) {
            throw ComposerError.VALIDATION_FAILED.because("NUL characters and halves of characters cannot be stored");
        }
        schemas.violation(schema, document, "").ifPresent(violation -> {
            throw ComposerError.VALIDATION_FAILED.because(violation);
        });
        defaults.fillIn(schema, document);
        return document;
    }

    /** The document as one of our own types, whose members have the same names in another case. */
    public <T> T as(Class<T> type, JsonNode document) {
        return json.treeToValue(document, type);
    }

    /**
     * Checks what the schema leaves open, since such a mistake has an error of its own.
     *
     * @param at JSON pointer; there need be nothing
     */
    public static void requireUuid(JsonNode document, String at) {
        JsonNode value = document.at(at);
        if (value.isString() && UuidText.read(value.stringValue()).isEmpty()) {
            throw ComposerError.BODY_DECODING.because("#" + at + ": not a UUID");
        }
    }

    private JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw ComposerError.VALIDATION_FAILED.because("the body is empty");
        }
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw ComposerError.VALIDATION_FAILED.because(JsonMistake.describe(e));
        }
    }

    private static boolean isStorable(JsonNode node) {
        boolean own = node.isString()
                ? isStorable(node.stringValue())
                : node.propertyNames().stream().allMatch(RequestDocuments::isStorable);
        if (!own) {
            return false;
        }
        for (JsonNode child : node) {
            if (!isStorable(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
