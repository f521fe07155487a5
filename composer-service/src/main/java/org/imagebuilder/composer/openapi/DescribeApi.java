package org.imagebuilder.composer.openapi;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Hands out the API's description. Clients take it for a sign that the service is ready, so it needs no database. */
@RestController
final class DescribeApi {

    private final ApiDescription description;

    DescribeApi(ApiDescription description) {
        this.description = description;
    }

    @GetMapping(ApiPaths.OPENAPI)
    JsonNode document() {
        return description.document();
    }
}
