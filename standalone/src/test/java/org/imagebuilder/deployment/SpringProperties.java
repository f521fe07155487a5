package org.imagebuilder.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names of all properties that the frameworks on the class path define. */
final class SpringProperties {

    private SpringProperties() {}

    static Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        ClassLoader loader = SpringProperties.class.getClassLoader();
        for (URL metadata : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream stream = metadata.openStream()) {
                for (JsonNode property :
                        JsonMapper.shared().readTree(stream).path("properties").values()) {
                    names.add(property.path("name").asString());
                }
            }
        }
        return names;
    }
}
