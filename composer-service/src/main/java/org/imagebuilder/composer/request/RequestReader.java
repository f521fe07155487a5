package org.imagebuilder.composer.request;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.passwords.PlainPasswords;
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

/** Turns a body into a request: checked against the schema, with defaults filled in, then decoded. */
@Component
public final class RequestReader {

    private static final BigInteger UINT64_END = BigInteger.TWO.pow(64);
    private static final int MOST_NESTING = 64; // the schema needs ten

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

    public RequestReader(RequestSchemas schemas, RequestDefaults defaults) {
        this.schemas = schemas;
        this.defaults = defaults;
    }

    /**
     * A request that follows the schema.
     *
     * @param document the same as JSON, to be stored; like the request, without plain passwords
     */
    public record ReadRequest(ComposeRequest request, String document) {}

    /**
     * Reads a body.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the body is no JSON, or not what the API describes
     */
    public ReadRequest read(byte[] body) {
        JsonNode document = parse(body);
        if (!isStorable(document)) {
            throw ComposerError.VALIDATION_FAILED.because("NUL characters and halves of characters cannot be stored");
        }
        schemas.violation("ComposeRequest", document, "").ifPresent(violation -> {
            throw ComposerError.VALIDATION_FAILED.because(violation);
        });
        defaults.fillIn("ComposeRequest", document);
        checkNumbersAndIds(document);
        PlainPasswords.replaceIn(document);
        return new ReadRequest(json.treeToValue(document, ComposeRequest.class), document.toString());
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
                : node.propertyNames().stream().allMatch(RequestReader::isStorable);
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

    /** What the schema leaves open, since such mistakes have an error of their own. */
    private static void checkNumbersAndIds(JsonNode document) {
        checkUuid(document.path("blueprint_id"), "/blueprint_id");
        checkUuid(document.at("/customizations/openscap/policy_id"), "/customizations/openscap/policy_id");
        checkUuid(
                document.at("/blueprint/customizations/openscap/policy_id"),
                "/blueprint/customizations/openscap/policy_id");
        checkInt64(document.at("/koji/task_id"), "/koji/task_id");
        checkUint64(document.at("/image_request/size"), "/image_request/size");
        JsonNode requests = document.path("image_requests");
        for (int i = 0; i < requests.size(); i++) {
            checkUint64(requests.get(i).path("size"), "/image_requests/" + i + "/size");
        }
        JsonNode filesystems = document.at("/customizations/filesystem");
        for (int i = 0; i < filesystems.size(); i++) {
            checkUint64(filesystems.get(i).path("min_size"), "/customizations/filesystem/" + i + "/min_size");
        }
    }

    private static void checkUuid(JsonNode value, String at) {
        if (value.isString() && UuidText.read(value.stringValue()).isEmpty()) {
            throw ComposerError.BODY_DECODING.because("#" + at + ": not a UUID");
        }
    }

    private static void checkInt64(JsonNode value, String at) {
        if (value.isNumber() && !value.canConvertToLong()) {
            throw ComposerError.BODY_DECODING.because("#" + at + ": not a 64-bit integer");
        }
    }

    private static void checkUint64(JsonNode value, String at) {
        boolean absent = value.isMissingNode() || value.isNull();
        boolean valid = value.isIntegralNumber()
                && value.bigIntegerValue().signum() >= 0
                && value.bigIntegerValue().compareTo(UINT64_END) < 0;
        if (!absent && !valid) {
            throw ComposerError.BODY_DECODING.because("#" + at + ": not an unsigned 64-bit integer");
        }
    }
}
