package org.imagebuilder.gateway.description;

import java.io.IOException;
import java.io.InputStream;
import org.imagebuilder.gateway.GatewaySettings;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says that the service is there, and what it offers. Needs nothing but itself, so probes may ask often. */
@RestController
final class Description {

    private final JsonNode document;
    private final ServiceStatus status;

    Description(GatewaySettings settings, JsonMapper mapper) throws IOException {
        try (InputStream file = new ClassPathResource("openapi/worker.json").getInputStream()) {
            var read = (ObjectNode) mapper.readTree(file);
            read.putArray("servers").addObject().put("url", settings.basePath());
            document = read;
        }
        status = new ServiceStatus(settings.basePath() + "/status", "status", "Status", "OK");
    }

    record ServiceStatus(String href, String id, String kind, String status) {}

    @GetMapping("/openapi")
    JsonNode openapi() {
        return document;
    }

    @GetMapping("/status")
    ServiceStatus status() {
        return status;
    }
}
