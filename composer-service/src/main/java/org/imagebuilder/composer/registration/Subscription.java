package org.imagebuilder.composer.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.stream.StreamSupport;
import org.imagebuilder.composer.request.ComposeRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A registration, as workers read it: every member is always there.
 *
 * @param activationKey a secret
 * @param proxy for Insights; empty for none
 * @param contentSets null for what the registration brings
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonPropertyOrder({
    "organization",
    "activation_key",
    "server_url",
    "base_url",
    "insights",
    "rhc",
    "proxy",
    "template_name",
    "template_uuid",
    "patch_url",
    "content_sets"
})
public record Subscription(
        String organization,
        String activationKey,
        String serverUrl,
        String baseUrl,
        boolean insights,
        boolean rhc,
        String proxy,
        String templateName,
        String templateUuid,
        String patchUrl,
        @Nullable List<String> contentSets) {

    /** The registration that a request asks for; null if it asks for none. */
    public static @Nullable Subscription of(ComposeRequest request) {
        JsonNode requested = request.customizations() == null
                ? null
                : request.customizations().get("subscription");
        return requested == null
                ? null
                : new Subscription(
                        text(requested, "organization"),
                        text(requested, "activation_key"),
                        text(requested, "server_url"),
                        text(requested, "base_url"),
                        requested.path("insights").asBoolean(false),
                        requested.path("rhc").asBoolean(false),
                        text(requested, "insights_client_proxy"),
                        text(requested, "template_name"),
                        text(requested, "template_uuid"),
                        text(requested, "patch_url"),
                        contentSets(requested.get("content_sets")));
    }

    private static String text(JsonNode requested, String member) {
        return requested.path(member).asString("");
    }

    private static @Nullable List<String> contentSets(@Nullable JsonNode sets) {
        return sets == null
                ? null
                : StreamSupport.stream(sets.spliterator(), false)
                        .map(JsonNode::stringValue)
                        .toList();
    }

    /** Without what must not get into a log. */
    @Override
    public String toString() {
        return "Subscription[organization=" + organization + "]";
    }
}
