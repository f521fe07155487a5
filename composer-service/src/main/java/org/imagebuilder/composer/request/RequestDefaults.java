package org.imagebuilder.composer.request;

import org.imagebuilder.composer.openapi.ApiDescription;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the schema's default values into a request, so that what is stored says all that was meant. */
@Component
public final class RequestDefaults {

    private final JsonNode document;

    public RequestDefaults(ApiDescription description) {
        document = description.document();
    }

    /** Fills in absent members that have a default, within objects that are present. Changes the value. */
    public void fillIn(String schema, JsonNode value) {
        fillIn(document.at("/components/schemas/" + schema), value);
    }

    private void fillIn(JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            fillIn(document.at(schema.get("$ref").stringValue().substring(1)), value);
        } else if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                String name = property.getKey();
                JsonNode child = property.getValue();
                if (object.has(name)) {
                    fillIn(child, object.get(name));
                } else if (child.has("default")) {
                    object.set(name, child.get("default"));
                }
            });
        } else if (value.isArray()) {
            value.forEach(element -> fillIn(schema.path("items"), element));
        }
    }
}
