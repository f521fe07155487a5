package org.imagebuilder.composer.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.imagebuilder.composer.openapi.ApiDescription;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StoredRequestTest {

    @Test
    void whatever_the_description_calls_a_password_is_hidden() {
        Set<String> passwords = new TreeSet<>();
        collect(new ApiDescription().document(), passwords);
        assertThat(passwords).isNotEmpty().isSubsetOf(StoredRequest.SECRETS);
    }

    private static void collect(JsonNode schema, Set<String> passwords) {
        schema.path("properties").properties().forEach(property -> {
            if (property.getValue().path("format").asString("").equals("password")) {
                passwords.add(property.getKey());
            }
        });
        schema.forEach(child -> collect(child, passwords));
    }
}
