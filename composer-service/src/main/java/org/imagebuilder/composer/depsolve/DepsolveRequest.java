package org.imagebuilder.composer.depsolve;

import java.util.List;
import org.imagebuilder.composer.request.RepositoryRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which packages a client wants to have resolved. */
record DepsolveRequest(
        String distribution,
        String architecture,
        JsonNode blueprint,
        @Nullable List<RepositoryRequest> repositories,
        @Nullable String imageType) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "DepsolveRequest[...]";
    }
}
