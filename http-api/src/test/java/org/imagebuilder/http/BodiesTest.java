package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest extends TeapotTest {

    private static final String JSON = "application/json";

    @ParameterizedTest
    @ValueSource(strings = {JSON, "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    void json_may_be_declared_in_any_spelling(String type) throws Exception {
        HttpResponse<String> response = post("{\"tea\":\"green\",\"sugar\":1}", type);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(response.body()).isEqualTo("{\"tea\":\"green\",\"with\":null}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/json",
                "application/json-seq",
                "application/x-www-form-urlencoded",
                "json",
                "application/json; charset=utf-16"
            })
    void anything_else_is_an_unsupported_media_type(String type) throws Exception {
        assertThat(post("{\"tea\":\"green\"}", type).statusCode()).isEqualTo(415);
    }

    @Test
    void no_declaration_or_two_are_an_unsupported_media_type() throws Exception {
        assertThat(post("{}").statusCode()).isEqualTo(415);
        assertThat(post("{}", JSON, JSON).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "[]", "{\"tea\":\"green\"} x", "{\"tea\":7}", "{\"with\":[{}]}", "\"tea\""})
    void what_cannot_be_read_is_answered_without_our_class_names(String body) throws Exception {
        HttpResponse<String> response = post(body, JSON);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response.body()).at("/code").asString()).isEqualTo("TEAPOT-20");
        assertThat(json(response.body()).at("/details").asString()).isNotEmpty();
        assertThat(response.body()).doesNotContain("java").doesNotContain("imagebuilder");
    }

    @Test
    void a_wrong_type_is_located() throws Exception {
        assertThat(json(post("{\"with\":[\"milk\",{}]}", JSON).body())
                        .at("/details")
                        .asString())
                .isEqualTo("unexpected type of value at with/1");
    }

    @Test
    void a_body_at_the_limit_is_read_with_and_without_length() throws Exception {
        String order = "{\"tea\":\"" + "x".repeat(64 * 1024 - 10) + "\"}";

        assertThat(order).hasSize(64 * 1024);
        assertThat(post(order, JSON).statusCode()).isEqualTo(201);
        assertThat(postChunked(order).statusCode()).isEqualTo(201);
    }

    @Test
    void a_body_beyond_the_limit_is_refused_with_and_without_length() throws Exception {
        String order = "{\"tea\":\"" + "x".repeat(64 * 1024 - 9) + "\"}";

        for (HttpResponse<String> response : List.of(post(order, JSON), postChunked(order))) {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response.body()).at("/details").asString())
                    .isEqualTo("the body is larger than 65536 bytes");
        }
    }

    @Test
    void pretty_indents_answers_and_errors_by_two_spaces() throws Exception {
        assertThat(get("/api/pots/0195c0e8-0000-7000-8000-000000000000?pretty").body())
                .contains("\n  \"channel\": \"\"")
                .endsWith("\n}\n");
        assertThat(get("/api/teapot?pretty=1").body()).contains("\n    \"handle\": \"short\"\n  }\n}\n");
    }

    @Test
    void where_a_body_is_optional_none_needs_no_content_type() throws Exception {
        assertThat(sendRaw("POST /api/pots/rinse HTTP/1.1\r\nHost: pots\r\nConnection: close\r\n\r\n"))
                .contains("\"water\"");
        assertThat(rinse(BodyPublishers.noBody()).body()).contains("\"water\"");
        assertThat(rinse(BodyPublishers.ofString(""), JSON).body()).contains("\"water\"");
        assertThat(rinse(BodyPublishers.noBody(), "text/plain").body()).contains("\"water\"");
        assertThat(rinse(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0])), JSON)
                        .body())
                .contains("\"water\"");
    }

    @Test
    void where_a_body_is_optional_a_given_one_is_read_as_any_other() throws Exception {
        String tea = "{\"tea\":\"green\"}";
        assertThat(rinse(BodyPublishers.ofString(tea), JSON).body()).contains("\"green\"");
        assertThat(rinse(BodyPublishers.ofString(tea)).statusCode()).isEqualTo(415);
        assertThat(rinse(BodyPublishers.ofString(tea), "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(rinse(BodyPublishers.ofString("{\"tea\":7}"), JSON).statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> rinse(BodyPublisher body, String... contentTypes) throws Exception {
        HttpRequest.Builder request = request("/api/pots/rinse").POST(body);
        for (String type : contentTypes) {
            request.header("Content-Type", type);
        }
        return send(request);
    }

    private HttpResponse<String> postChunked(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(request("/api/pots")
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }
}
