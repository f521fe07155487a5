package org.imagebuilder.composer.request;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client wants built. Members that stand for whole subjects of their own are left as JSON. */
public record ComposeRequest(
        @Nullable String distribution,
        @Nullable BootcRequest bootc,
        @Nullable ImageRequest imageRequest,
        @Nullable List<ImageRequest> imageRequests,
        @Nullable JsonNode customizations,
        @Nullable KojiRequest koji,
        @Nullable JsonNode blueprint,
        @Nullable UUID blueprintId) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "ComposeRequest[...]";
    }
}
