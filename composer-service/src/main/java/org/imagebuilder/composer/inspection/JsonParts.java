package org.imagebuilder.composer.inspection;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.imagebuilder.queue.RawJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Cuts JSON into its parts without building or copying it: a part is a place in the same bytes. Whatever is not there,
 * or is of another kind than asked for, has no parts.
 */
public final class JsonParts {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonParts() {}

    /** Takes the members of an object, in their order. */
    @FunctionalInterface
    public interface MemberReader {
        void read(String name, RawJson value) throws IOException;
    }

    /** Takes the elements of an array, in their order. */
    @FunctionalInterface
    public interface ElementReader {
        void read(RawJson value) throws IOException;
    }

    public static void members(RawJson object, MemberReader reader) throws IOException {
        try (JsonParser in = parser(object)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                in.nextToken();
                while (in.currentToken() == JsonToken.PROPERTY_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    reader.read(name, cut(object, in));
                }
            }
        }
    }

    public static void elements(RawJson array, ElementReader reader) throws IOException {
        try (JsonParser in = parser(array)) {
            if (in.nextToken() == JsonToken.START_ARRAY) {
                in.nextToken();
                while (in.currentToken() != JsonToken.END_ARRAY) {
                    reader.read(cut(array, in));
                }
            }
        }
    }

    /** Some members of an object; of those that are there twice, the last. */
    public static Map<String, RawJson> pick(RawJson object, Set<String> names) throws IOException {
        Map<String, RawJson> picked = new HashMap<>();
        members(object, (name, value) -> {
            if (names.contains(name)) {
                picked.put(name, value);
            }
        });
        return picked;
    }

    public static boolean isText(RawJson value) {
        return first(value) == '"';
    }

    /** Whether it is null, or a text, an array or an object without anything in it. */
    public static boolean isEmpty(RawJson value) {
        return switch (first(value)) {
            case 'n' -> true;
            case '"' -> value.length() == 2;
            case '[', '{' -> isBlankInside(value);
            default -> false;
        };
    }

    /** What kind of value it is shows in the first character. */
    public static char first(RawJson value) {
        return (char) value.array()[value.from()];
    }

    private static boolean isBlankInside(RawJson value) {
        for (int i = value.from() + 1; i < value.from() + value.length() - 1; i++) {
            if (!isBlank(value.array()[i])) {
                return false;
            }
        }
        return true;
    }

    private static JsonParser parser(RawJson json) {
        return JSON.createParser(ObjectReadContext.empty(), json.array(), json.from(), json.length());
    }

    /** Moves to the next token: where that begins is known without reading a long text into memory. */
    private static RawJson cut(RawJson whole, JsonParser in) {
        int from = whole.from() + (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.nextToken();
        int end = whole.from() + (int) in.currentTokenLocation().getByteOffset();
        while (whole.array()[end - 1] == ',' || isBlank(whole.array()[end - 1])) {
            end--;
        }
        return RawJson.in(whole.array(), from, end - from);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
