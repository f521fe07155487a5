package org.imagebuilder.composer.generated;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An operation as the API describes it.
 *
 * @param path a template
 * @param body schema of the request's body; null for none
 * @param examples of bodies
 */
record Operation(
        String method,
        String path,
        List<JsonNode> parameters,
        @Nullable JsonNode body,
        List<JsonNode> examples) {

    private static final List<String> IDS = List.of(
            "0193f2c4-8a1e-7c3b-9d52-6a1f0e4b7c21",
            "00000000-0000-0000-0000-000000000000",
            "x",
            "fedora-44",
            "1",
            "-1",
            "%20",
            "%2e%2e",
            "%00",
            "%ff",
            "a%2fb",
            "0193f2c4-8a1e-7c3b-9d52-6a1f0e4b7c21x",
            "9".repeat(400));

    static List<Operation> of(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode described = operation.getValue();
                    JsonNode content = described.at("/requestBody/content/application~1json");
                    JsonNode schema = content.path("schema");
                    operations.add(new Operation(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            described.path("parameters").valueStream().toList(),
                            schema.isMissingNode() ? null : schema,
                            Stream.concat(
                                            Stream.of(content.path("example")).filter(JsonNode::isContainer),
                                            content.path("examples")
                                                    .valueStream()
                                                    .map(example -> example.path("value")))
                                    .toList()));
                }));
        return operations;
    }

    /**
     * A path and query with made-up parameters.
     *
     * @param existing a compose
     */
    String target(JsonNode document, SchemaValues values, Random random, String existing) {
        String filled = path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : parameters) {
            JsonNode known = parameter.has("$ref")
                    ? document.at(parameter.get("$ref").stringValue().substring(1))
                    : parameter;
            String name = known.path("name").stringValue();
            if (known.path("in").asString("").equals("path")) {
                filled = filled.replace(
                        "{" + name + "}", random.nextInt(4) == 0 ? existing : IDS.get(random.nextInt(IDS.size())));
            } else if (random.nextBoolean()) {
                String value =
                        random.nextBoolean() ? values.of(known.path("schema")).asString("") : values.text();
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(encoded(value));
            }
        }
        return filled + query;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
