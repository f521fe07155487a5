package org.imagebuilder.gateway.handout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HandOutAnswerTest {

    private static final UUID ID = UUID.fromString("0195c0e8-0000-7000-8000-000000000001");
    private static final UUID TOKEN = UUID.fromString("1b4e28ba-2fa1-4d2b-883f-0016d3cca427");

    @Test
    @DisplayName("W4 a job without dependencies has no dynamic arguments")
    void plain() throws IOException {
        assertThat(written("osbuild:x86_64", "{\"a\": 1.0}")).isEqualTo("""
                {"href":"/base/jobs","id":"%s","kind":"RequestJob","location":"/base/jobs/%s",\
                "artifact_location":"/base/jobs/%s/artifacts/","type":"osbuild","args":{"a": 1.0}}
                """.formatted(ID, TOKEN, TOKEN));
    }

    @Test
    @DisplayName("Q3, Q23 absent arguments are null, and so is a dependency's absent result")
    void dependencies() throws IOException {
        assertThat(written("koji-finalize", "null", "{\"x\":\"gr\u00fcn\"}", null, "[]"))
                .endsWith(
                        "\"type\":\"koji-finalize\",\"args\":null,\"dynamic_args\":[{\"x\":\"gr\u00fcn\"},null,[]]}\n");
    }

    private static String written(String type, String arguments, @Nullable String... results) throws IOException {
        List<@Nullable RawJson> ordered = Arrays.stream(results)
                .<@Nullable RawJson>map(result -> result == null ? null : RawJson.of(result))
                .toList();
        var out = new ByteArrayOutputStream();
        new HandOutAnswer("/base/jobs")
                .write(new ClaimedJob(ID, type, "", 1, Instant.EPOCH, TOKEN, RawJson.of(arguments), ordered), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
