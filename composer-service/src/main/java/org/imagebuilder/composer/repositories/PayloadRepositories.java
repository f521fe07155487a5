package org.imagebuilder.composer.repositories;

import java.util.List;
import org.imagebuilder.composer.catalogue.ImageType;
import org.imagebuilder.composer.request.ComposeRequest;
import org.imagebuilder.composer.request.RepositoryRequest;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Repositories for what a request adds to an image, and not for what the image consists of anyway. */
public final class PayloadRepositories {

    private static final String AT = "/customizations/payload_repositories";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private PayloadRepositories() {}

    /**
     * Those of a request, for the package sets that may be added to, whatever the request says of these.
     *
     * @throws org.imagebuilder.http.errors.ApiException if one has no address, or a check without a key
     */
    public static List<Repository> of(ComposeRequest request, ImageType type) {
        JsonNode list = request.customizations() == null
                ? null
                : request.customizations().get("payload_repositories");
        if (list == null) {
            return List.of();
        }
        List<RepositoryRequest> requests = JSON.convertValue(list, new TypeReference<>() {});
        return RequestedRepositories.read(requests, AT).stream()
                .map(repository -> repository.withPackageSets(type.payloadPackageSets()))
                .toList();
    }
}
