package org.imagebuilder.composer.generated;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes up JSON that follows a schema of an OpenAPI document, more or less: what a schema forbids is not looked at. */
public final class SchemaValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 8;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "fedora-44",
            "rhel-9",
            "x86_64",
            "guest-image",
            "aws",
            "/",
            "/etc/x",
            "/var",
            "../..",
            "10 GiB",
            "https://example.com/r",
            "xfs",
            "lvm",
            "gpt",
            "root",
            "0644",
            "*",
            "-",
            "ü",
            "\uD83D\uDCBE",
            "%00",
            "${x}",
            "'; DROP TABLE job; --",
            "0193f2c4-8a1e-7c3b-9d52-6a1f0e4b7c21");

    private final JsonNode document;
    private final Random random;

    public SchemaValues(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
    }

    public JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    private JsonNode of(JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            return of(document.at(schema.get("$ref").stringValue().substring(1)), depth);
        }
        if (schema.has("example") && random.nextInt(3) == 0) {
            return schema.get("example");
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return of(any(schema.get(choice)), depth);
            }
        }
        if (schema.has("allOf")) {
            ObjectNode all = JSON.objectNode();
            schema.get("allOf").forEach(part -> {
                if (of(part, depth) instanceof ObjectNode object) {
                    all.setAll(object);
                }
            });
            return all;
        }
        if (schema.has("enum")) {
            return any(schema.get("enum"));
        }
        return switch (schema.path("type").asString("any")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> JSON.stringNode(text());
            case "integer", "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> random.nextBoolean() ? JSON.numberNode(random.nextLong()) : JSON.stringNode(text());
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(property -> {
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(name -> name.stringValue().equals(property.getKey()));
            if (required || (depth < DEEPEST && random.nextInt(3) == 0)) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int length = depth < DEEPEST ? random.nextInt(3) : 0;
        for (int i = 0; i < Math.max(length, schema.path("minItems").asInt(0)); i++) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode any(JsonNode list) {
        return list.get(random.nextInt(list.size()));
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        return random.nextInt(4) == 0 ? random.nextLong() : least + random.nextInt(1000);
    }
}
