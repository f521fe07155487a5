package org.imagebuilder.composer.generated;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Spoils a request in one place, as confused and as hostile clients do. */
final class Damage {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    /** The text of a body that was JSON. */
    String of(JsonNode request) {
        JsonNode spoilt = request.deepCopy();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(spoilt);
        }
        String text = spoilt.toString();
        return switch (random.nextInt(12)) {
            case 0 -> text.substring(0, random.nextInt(text.length() + 1));
            case 1 -> text + text;
            case 2 -> text.replaceFirst("[:,{}\\[\\]\"]", any(List.of("", ":", "\"", "[", "}", "\u0000")));
            case 3 -> text.replace("\"a\"", "\"\\ud800\"").replace("\"/\"", "\"\\u0000\"");
            case 4 -> "[".repeat(random.nextInt(2000)) + text;
            case 5 -> text.replaceFirst("\\{", "{\"distribution\":1,\"distribution\":\"fedora-44\",");
            default -> text;
        };
    }

    private void change(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty()) {
            return;
        }
        switch (any(containers)) {
            case ObjectNode object -> change(object);
            case ArrayNode array -> change(array);
            default -> throw new AssertionError();
        }
    }

    private void change(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || random.nextInt(4) == 0) {
            object.set(any(List.of("unknown", "", "id", "__proto__", "x".repeat(3000))), strange());
        } else if (random.nextInt(3) == 0) {
            object.remove(any(names));
        } else {
            object.set(any(names), strange());
        }
    }

    private void change(ArrayNode array) {
        if (array.isEmpty() || random.nextBoolean()) {
            array.add(strange());
        } else {
            array.set(random.nextInt(array.size()), strange());
        }
    }

    private JsonNode strange() {
        return switch (random.nextInt(16)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(true);
            case 2 -> JSON.numberNode(-1);
            case 3 -> JSON.numberNode(BigInteger.TWO.pow(64));
            case 4 -> JSON.numberNode(new BigDecimal("1e400"));
            case 5 -> JSON.numberNode(0.5);
            case 6 -> JSON.stringNode("");
            case 7 -> JSON.stringNode("nobody expects this");
            case 8 -> JSON.stringNode("y".repeat(20_000));
            case 9 -> JSON.stringNode("line\nbreak\u0007\u202e");
            case 10 -> JSON.objectNode();
            case 11 -> JSON.arrayNode();
            case 12 -> JSON.arrayNode().addNull().addNull();
            case 13 -> JSON.objectNode().put("type", "lvm").put("minsize", "-5 GiB");
            case 14 -> deep();
            default -> JSON.arrayNode().add("x").add(1).add(JSON.objectNode());
        };
    }

    private JsonNode deep() {
        JsonNode inner = JSON.objectNode();
        for (int i = 0; i < 100; i++) {
            inner = JSON.arrayNode().add(inner);
        }
        return inner;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
