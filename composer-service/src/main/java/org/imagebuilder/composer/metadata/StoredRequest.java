package org.imagebuilder.composer.metadata;

import java.util.Set;
import org.imagebuilder.http.redaction.UrlCredentials;
import org.imagebuilder.queue.RawJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A compose request as it may be shown: who reads it need not be the one who knows its secrets. */
final class StoredRequest {

    static final String HIDDEN = UrlCredentials.HIDDEN;

    /** Members whose text is a secret, or may hold one: contents of files, and what Ignition shall do. */
    static final Set<String> SECRETS = Set.of("activation_key", "password", "data", "config");

    private static final String PROXY = "insights_client_proxy";

    private StoredRequest() {}

    static JsonNode withoutSecrets(RawJson request) {
        JsonNode document = JsonMapper.shared().readTree(request.array(), request.from(), request.length());
        return hide(document);
    }

    private static JsonNode hide(JsonNode value) {
        switch (value) {
            case ObjectNode object ->
                object.properties().forEach(member -> member.setValue(hide(member.getKey(), member.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, hide(array.get(i)));
                }
            }
            default -> {
                return value.isString() ? text(UrlCredentials.hiddenIn(value.stringValue())) : value;
            }
        }
        return value;
    }

    private static JsonNode hide(String member, JsonNode value) {
        if (value.isString() && SECRETS.contains(member)) {
            return text(HIDDEN);
        }
        return value.isString() && member.equals(PROXY)
                ? text(UrlCredentials.hiddenInAddress(value.stringValue()))
                : hide(value);
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}
