package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ErrorEnvelopeTest extends TeapotTest {

    @Test
    void a_raised_error_becomes_the_envelope() throws Exception {
        HttpResponse<String> response = get("/api/teapot");

        assertThat(response.statusCode()).isEqualTo(423);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).endsWith("}\n");
        JsonNode error = json(response.body());
        assertThat(error.propertyNames())
                .containsExactly("href", "id", "kind", "code", "operation_id", "reason", "details");
        assertThat(error.at("/href").asString()).isEqualTo("/api/errors/77");
        assertThat(error.at("/id").isString()).isTrue();
        assertThat(error.at("/kind").asString()).isEqualTo("Error");
        assertThat(error.at("/code").asString()).isEqualTo("TEAPOT-77");
        assertThat(error.at("/operation_id").asString()).matches("[0-9A-Za-z]{27}");
        assertThat(error.at("/details/handle").asString()).isEqualTo("short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/error", "/api", "/api/pots/", "/api/kettle", "/api/teapot/", "/favicon.ico"})
    void an_unknown_path_is_a_404(String path) throws Exception {
        assertError(get(path), 404, 21, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void a_wrong_method_is_a_404_too(String method) throws Exception {
        assertError(send(request("/api/teapot").method(method, BodyPublishers.noBody())), 404, 21, "");
    }

    @Test
    void head_is_a_404_without_body() throws Exception {
        HttpResponse<String> response = send(request("/api/teapot").HEAD());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/pots/17", "/api/pots/1-1-1-1-1", "/api/pots/0195c0e8-0000-7000-8000-00000000000g"})
    void an_id_that_is_no_uuid_is_named(String path) throws Exception {
        assertError(get(path), 400, 42, "Invalid format for parameter id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/broken", "/api/leak"})
    void an_unexpected_failure_keeps_its_secrets(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(json(response.body()).at("/code").asString()).isEqualTo("TEAPOT-10001");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/cold", "/api/cold/teapot"})
    void a_database_that_is_away_is_a_503_with_a_time_to_come_back(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
        assertThat(json(response.body()).at("/code").asString()).isEqualTo("TEAPOT-10000");
        assertThat(response.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/a%2Fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/teapot HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /api/teapot HTTP/1.1\r\nHost: localhost\r\nno colon\r\nConnection: close\r\n\r\n",
            })
    void malformed_http_gets_the_envelope_as_well(String request) throws Exception {
        assertThat(sendRaw(request)).startsWith("HTTP/1.1 400").contains("\"code\":\"TEAPOT-10000\"");
    }

    @Test
    void headers_beyond_the_limit_get_the_envelope_as_well() throws Exception {
        String response = sendRaw("GET /api/teapot HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9000) + "\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400").contains("\"code\":\"TEAPOT-10000\"");
    }

    private static void assertError(HttpResponse<String> response, int status, int number, String details) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(response.body()).at("/code").asString()).isEqualTo("TEAPOT-" + number);
        assertThat(json(response.body()).at("/details").asString()).isEqualTo(details);
    }
}
