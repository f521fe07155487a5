package org.imagebuilder.http.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.imagebuilder.http.errors.FaultException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonBodyTest {

    @Test
    void what_is_taken_is_gone() {
        byte[] sent = "{}".getBytes(StandardCharsets.UTF_8);
        JsonBody body = new JsonBody(sent, JsonMapper.shared());

        assertThat(body.bytes()).isSameAs(sent);
        assertThat(body.take()).isSameAs(sent);

        assertThat(body.bytes()).isEmpty();
        assertThatThrownBy(() -> body.as(JsonNode.class)).isInstanceOf(FaultException.class);
    }
}
