package org.imagebuilder.composer.request;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.imagebuilder.composer.openapi.ApiDescription;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Checks JSON against the schemas of the API's description. */
@Component
public final class RequestSchemas {

    private static final String DOCUMENT = "urn:image-builder:composer";

    private static final String REQUEST = "ComposeRequest";

    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    public RequestSchemas(ApiDescription description) {
        // Stops at the first violation: a body full of them must not become an answer, or a heap, full of them. Formats
        // are not asserted: which of them fail, and how, is decided when the request is decoded.
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .failFast(true)
                .formatAssertionsEnabled(false)
                .locale(Locale.ENGLISH)
                .build();
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi30(),
                builder -> builder.schemaRegistryConfig(config).schemas(Map.of(DOCUMENT, description.text())));
        schemas.put(REQUEST, load(REQUEST)); // now, and not while the first client waits
    }

    /**
     * The first thing that is wrong.
     *
     * @param schema a name from the description's components
     * @param at JSON pointer of the value within the request
     * @return a JSON pointer and what is wrong there; empty if nothing is
     */
    public Optional<String> violation(String schema, JsonNode value, String at) {
        List<Error> errors = schemas.computeIfAbsent(schema, this::load).validate(value);
        return errors.stream().findFirst().map(e -> "#" + at + e.getInstanceLocation() + ": " + e.getMessage());
    }

    private Schema load(String name) {
        return registry.getSchema(SchemaLocation.of(DOCUMENT + "#/components/schemas/" + name));
    }
}
