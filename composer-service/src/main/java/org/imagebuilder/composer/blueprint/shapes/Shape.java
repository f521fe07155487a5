package org.imagebuilder.composer.blueprint.shapes;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.errors.ComposerError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;

/** How a value of a request, which has the type that the schema asks for, looks in a blueprint. */
@FunctionalInterface
public interface Shape {

    /**
     * The value as the blueprint has it.
     *
     * @param at JSON pointer of the value within the request
     * @return null if the blueprint says nothing about it
     * @throws org.imagebuilder.http.errors.ApiException if no worker could read it
     */
    @Nullable JsonNode convert(JsonNode value, String at);

    /** As it is; an empty list says nothing. */
    static Shape asIs() {
        return (value, at) -> value.isArray() && value.isEmpty() ? null : value;
    }

    /** Text that says nothing when it is empty. */
    static Shape text() {
        return (value, at) -> value.stringValue().isEmpty() ? null : value;
    }

    /** A flag that says nothing when it is false. */
    static Shape flag() {
        return (value, at) -> value.booleanValue() ? BooleanNode.TRUE : null;
    }

    /** Always this, whatever the request says. */
    static Shape always(JsonNode constant) {
        return (value, at) -> constant;
    }

    /** An integer of 64 bits, which the schema does not ask for but workers do. */
    static Shape integer() {
        return (value, at) -> {
            if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
                throw ComposerError.BODY_DECODING.because("#" + at + ": not a signed 64-bit integer");
            }
            return LongNode.valueOf(value.longValue());
        };
    }

    /** A list whose elements have a shape; an empty one says nothing. */
    static Shape each(Shape element) {
        return (value, at) -> {
            List<JsonNode> elements = new ArrayList<>();
            for (int i = 0; i < value.size(); i++) {
                JsonNode converted = element.convert(value.get(i), at + "/" + i);
                if (converted != null) {
                    elements.add(converted);
                }
            }
            return elements.isEmpty() ? null : new ArrayNode(JsonNodeFactory.instance, elements);
        };
    }
}
