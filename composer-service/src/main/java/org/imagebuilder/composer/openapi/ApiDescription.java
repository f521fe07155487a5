package org.imagebuilder.composer.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's own OpenAPI document. */
@Component
public final class ApiDescription {

    private final String text;
    private final JsonNode document;

    public ApiDescription() {
        try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi/composer.json")) {
            if (in == null) {
                throw new IllegalStateException("the API description is missing");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document = JsonMapper.shared().readTree(text);
    }

    public String text() {
        return text;
    }

    public JsonNode document() {
        return document;
    }
}
