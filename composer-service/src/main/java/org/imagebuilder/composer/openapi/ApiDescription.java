package org.imagebuilder.composer.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's own OpenAPI document, put together of one file for each subject: its paths, and its schemas. */
@Component
public final class ApiDescription {

    private static final List<String> SUBJECTS = List.of(
            "submission",
            "targets",
            "customizations",
            "blueprints",
            "system",
            "status",
            "listing",
            "inspection",
            "download",
            "cancellation",
            "deletion",
            "distributions",
            "clones",
            "packages",
            "errors");

    private static final Map<String, String> REFUSALS =
            Map.of("401", "Unauthorized", "403", "Forbidden", "429", "TooManyRequests");

    private final JsonNode document;
    private final String text;

    public ApiDescription() {
        ObjectNode whole = (ObjectNode) read("composer");
        for (String subject : SUBJECTS) {
            JsonNode part = read(subject);
            part.path("paths")
                    .properties()
                    .forEach(path -> add(path.getValue(), operations(whole, path.getKey()), subject));
            add(part.path("schemas"), whole.withObject("/components/schemas"), subject);
        }
        whole.path("paths").forEach(path -> path.forEach(operation -> addRefusals(operation)));
        document = whole;
        text = whole.toString();
    }

    /** A path may be the matter of several subjects, each of which has its own operations there. */
    private static ObjectNode operations(ObjectNode whole, String path) {
        return whole.withObject("/paths").withObjectProperty(path);
    }

    private static void add(JsonNode members, ObjectNode to, String subject) {
        members.properties().forEach(member -> {
            if (to.has(member.getKey())) {
                throw new IllegalStateException(subject + " describes again: " + member.getKey());
            }
            to.set(member.getKey(), member.getValue());
        });
    }

    /** What everybody is told who may not use an operation, or not as often. */
    private static void addRefusals(JsonNode operation) {
        if (operation.path("responses") instanceof ObjectNode responses
                && !operation.path("security").isArray()) {
            REFUSALS.forEach((status, name) ->
                    responses.withObjectProperty(status).put("$ref", "#/components/responses/" + name));
        }
    }

    private static JsonNode read(String file) {
        try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi/" + file + ".json")) {
            if (in == null) {
                throw new IllegalStateException("a part of the API's description is missing: " + file);
            }
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return text;
    }

    public JsonNode document() {
        return document;
    }
}
