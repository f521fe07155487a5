package org.imagebuilder.composer.inspection;

import java.io.IOException;
import java.util.UUID;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.queue.RawJson;

/** What answers about the parts of a compose have in common. */
public final class Answers {

    private Answers() {}

    /**
     * Begins an answer.
     *
     * @param part as the path has it
     */
    public static void begin(JsonOutput out, UUID compose, String part, String kind) {
        out.json()
                .writeStartObject()
                .writeStringProperty("href", ApiPaths.COMPOSES + "/" + compose + "/" + part)
                .writeStringProperty("id", compose.toString())
                .writeStringProperty("kind", kind);
    }

    /** Writes the next value as it is stored. */
    public static void raw(RawJson value, JsonOutput out) throws IOException {
        out.raw(value.array(), value.from(), value.length());
    }
}
