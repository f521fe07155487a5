package org.imagebuilder.composer.request;

import java.math.BigInteger;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.passwords.PlainPasswords;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Turns a body into a compose request: checked against the schema, with defaults filled in, then decoded. */
@Component
public final class RequestReader {

    private static final BigInteger UINT64_END = BigInteger.TWO.pow(64);

    private final RequestDocuments documents;

    public RequestReader(RequestDocuments documents) {
        this.documents = documents;
    }

    /**
     * A request that follows the schema.
     *
     * @param document the same as JSON, to be stored; like the request, without plain passwords
     */
    public record ReadRequest(ComposeRequest request, String document) {

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "ReadRequest[...]";
        }
    }

    /**
     * Reads a body.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the body is no JSON, or not what the API describes
     */
    public ReadRequest read(byte[] body) {
        JsonNode document = documents.read(body, "ComposeRequest");
        checkNumbersAndIds(document);
        PlainPasswords.replaceIn(document);
        return new ReadRequest(documents.as(ComposeRequest.class, document), document.toString());
    }

    /** What the schema leaves open, since such mistakes have an error of their own. */
    private static void checkNumbersAndIds(JsonNode document) {
        RequestDocuments.requireUuid(document, "/blueprint_id");
        RequestDocuments.requireUuid(document, "/customizations/openscap/policy_id");
        RequestDocuments.requireUuid(document, "/blueprint/customizations/openscap/policy_id");
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
