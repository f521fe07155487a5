package org.imagebuilder.composer.metadata;

import java.util.Set;
import java.util.regex.Pattern;
import org.imagebuilder.queue.RawJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A compose request as it may be shown: who reads it need not be the one who knows its secrets. */
final class StoredRequest {

    static final String HIDDEN = "***";

    /** Members that hold a secret wherever they are. */
    static final Set<String> SECRETS = Set.of("activation_key", "password");

    /** What stands before the host of an address. */
    private static final Pattern CREDENTIALS = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#\\s]*@");

    private StoredRequest() {}

    static JsonNode withoutSecrets(RawJson request) {
        JsonNode document = JsonMapper.shared().readTree(request.array(), request.from(), request.length());
        return hide(document);
    }

    private static JsonNode hide(JsonNode value) {
        switch (value) {
            case ObjectNode object ->
                object.properties()
                        .forEach(member -> member.setValue(
                                SECRETS.contains(member.getKey())
                                                && member.getValue().isString()
                                        ? text(HIDDEN)
                                        : hide(member.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, hide(array.get(i)));
                }
            }
            default -> {
                return value.isString() ? text(withoutCredentials(value.stringValue())) : value;
            }
        }
        return value;
    }

    private static String withoutCredentials(String text) {
        return CREDENTIALS.matcher(text).replaceFirst("$1" + HIDDEN + "@");
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}
