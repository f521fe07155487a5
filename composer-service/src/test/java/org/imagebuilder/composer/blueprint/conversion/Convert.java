package org.imagebuilder.composer.blueprint.conversion;

import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.request.ComposeRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a request's text to the text of its blueprint, so that numbers compare by value. */
public final class Convert {

    private Convert() {}

    /** The blueprint of a request with these customizations, in the flat form. */
    public static JsonNode customizations(String members) {
        return request("{\"customizations\":" + members + "}");
    }

    /** The blueprint of a request with this one. */
    public static JsonNode blueprint(String blueprint) {
        return request("{\"blueprint\":" + blueprint + "}");
    }

    private static JsonNode request(String json) {
        ComposeRequest request = Requests.read(json).request();
        return json(JsonMapper.shared().writeValueAsString(Conversion.of(request)));
    }

    public static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
