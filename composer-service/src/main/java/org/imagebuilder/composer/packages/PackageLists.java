package org.imagebuilder.composer.packages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.queue.RawJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Copies the packages of a result into an answer, token by token: of tens of MiB, no more than one package is ever there
 * as objects.
 */
public final class PackageLists {

    /** What is read of a package is short; what is skipped may be as long as it likes. */
    private static final int LONGEST_TEXT = 1024 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    /** Checksums come as a text, or as an object like this. */
    private static final Set<String> CHECKSUM = Set.of("type", "value");

    private PackageLists() {}

    /**
     * Writes {@code {"packages": [...]}}. Without a list, there are no packages.
     *
     * @throws org.imagebuilder.http.errors.ApiException if something else stands where the list should be
     * @throws tools.jackson.core.JacksonException if the result cannot be read
     */
    public static void copy(RawJson result, PackageListing listing, JsonGenerator out) {
        out.writeStartObject().writeArrayPropertyStart("packages");
        try (JsonParser in =
                JSON.createParser(ObjectReadContext.empty(), result.array(), result.from(), result.length())) {
            require(JsonToken.START_OBJECT, in.nextToken());
            findList(in, listing.path(), listing, out);
        }
        out.writeEndArray().writeEndObject();
    }

    private static void findList(JsonParser in, List<String> path, PackageListing listing, JsonGenerator out) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (path.isEmpty()) {
            copyList(in, listing, out);
            return;
        }
        require(JsonToken.START_OBJECT, in.currentToken());
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean onTheWay = in.currentName().equals(path.getFirst());
            in.nextToken();
            if (onTheWay) {
                findList(in, path.subList(1, path.size()), listing, out);
            } else {
                in.skipChildren();
            }
        }
    }

    private static void copyList(JsonParser in, PackageListing listing, JsonGenerator out) {
        require(JsonToken.START_ARRAY, in.currentToken());
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.START_OBJECT, in.currentToken());
            listing.write(members(in, listing.members()), out);
        }
    }

    private static Map<String, String> members(JsonParser in, Set<String> wanted) {
        Map<String, String> members = new HashMap<>();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (!wanted.contains(name)) {
                in.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                Map<String, String> parts = members(in, CHECKSUM);
                if (parts.keySet().containsAll(CHECKSUM)) {
                    members.put(name, parts.get("type") + ":" + parts.get("value"));
                }
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                members.put(name, in.getString());
            } else {
                in.skipChildren();
            }
        }
        return members;
    }

    private static void require(JsonToken expected, JsonToken found) {
        if (found != expected) {
            throw ComposerError.MALFORMED_RESULT.because("the worker's result holds no list of packages");
        }
    }
}
