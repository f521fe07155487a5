package org.imagebuilder.deployment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code compose.yaml} says. */
record ComposeFile(JsonNode services) {

    static ComposeFile read() throws IOException {
        Object file = new Yaml().load(Repository.read("compose.yaml"));
        return new ComposeFile(JsonMapper.shared().valueToTree(file).path("services"));
    }

    String image(String service) {
        return services.path(service).path("image").asString();
    }

    String text(String service, String setting) {
        JsonNode value = services.path(service).path(setting);
        return value.isContainer() ? value.toString() : value.asString();
    }

    String module(String service) {
        return services.path(service).path("build").path("args").path("MODULE").asString();
    }

    List<String> ports(String service) {
        return services.path(service)
                .path("ports")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    Map<String, String> environment(String service) {
        return services.path(service)
                .path("environment")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, variable -> variable.getValue().asString()));
    }

    String condition(String service, String dependency) {
        return services.path(service)
                .path("depends_on")
                .path(dependency)
                .path("condition")
                .asString();
    }
}
