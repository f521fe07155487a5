package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.Requests.image;
import static org.imagebuilder.composer.Requests.withImage;
import static org.imagebuilder.composer.Requests.withKoji;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with a request, the answer is the contract's error, and nothing was stored. */
class BadRequestTest {

    private final RunningService.Rows before = RunningService.rows();

    @AfterEach
    void nothing_was_stored() {
        assertThat(RunningService.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("C2 C31 C33 C34 bad requests")
    void bad_bodies(int status, int error, String body) {
        assertError(RunningService.submit(body), status, error);
    }

    static Stream<Arguments> bad_bodies() {
        return Stream.of(
                Arguments.of(400, 30, ""),
                Arguments.of(400, 30, "{"),
                Arguments.of(400, 30, "<compose/>"),
                Arguments.of(400, 30, "[1,2]"),
                Arguments.of(400, 30, "{\"image_request\":".repeat(10_000)),
                Arguments.of(400, 30, withImage("surprise", "true")),
                Arguments.of(400, 30, withImage("architecture", "7")),
                Arguments.of(400, 30, withImage("image_type", "\"floppy\"")),
                Arguments.of(400, 30, withImage().replace("fedora-44", "fedora\\u0000")),
                Arguments.of(400, 20, withImage("size", "-1")),
                Arguments.of(400, 4, withImage().replace("fedora-44", "fedora-x")),
                Arguments.of(400, 5, withImage("architecture", "\"m68k\"")),
                Arguments.of(400, 6, withImage("image_type", "\"edge-commit\"")),
                Arguments.of(400, 7, withImage("repositories", "[{}]")),
                Arguments.of(400, 29, withImage("repositories", "[{\"baseurl\":\"b\",\"check_gpg\":true}]")),
                Arguments.of(400, 35, customized("{\"files\":[{\"path\":\"relative\"}]}")),
                Arguments.of(400, 35, customized("{\"installation_device\":\"/dev/sda\"}")),
                Arguments.of(400, 37, customized("{\"partitioning_mode\":\"raw\"}")),
                Arguments.of(400, 43, "{\"distribution\":\"fedora-44\",\"bootc\":{\"reference\":\"r\"}}"),
                Arguments.of(400, 44, "{}"),
                Arguments.of(400, 47, withImage("image_type", "\"bootable-container-iso\"")),
                Arguments.of(400, 45, "{\"bootc\":{\"reference\":\"r\"},\"image_request\":" + image() + "}"),
                Arguments.of(400, 5, withKoji(image(), image("architecture", "\"m68k\""))),
                Arguments.of(400, 25, withKoji()),
                Arguments.of(400, 30, withKoji(image()).replace("42", "-1")));
    }

    private static String customized(String customizations) {
        return "{\"customizations\":" + customizations + "," + withImage().substring(1);
    }

    @ParameterizedTest
    @DisplayName("C2 another content type")
    @CsvSource({"text/plain", "application/xml", "application/x-www-form-urlencoded", "application/json; charset=latin1"
    })
    void other_content_types(String type) {
        assertError(RunningService.post("/compose", type, withImage()), 415, 3);
    }

    @Test
    @DisplayName("C2 no content type")
    void no_content_type() {
        assertError(
                RunningService.send(RunningService.request("/compose")
                        .POST(BodyPublishers.ofString(withImage()))
                        .build()),
                415,
                3);
    }

    @Test
    void a_body_over_the_limit() {
        assertError(RunningService.submit(" ".repeat(1024 * 1024) + withImage()), 400, 30);
    }

    @ParameterizedTest
    @DisplayName("C1 unknown routes, and known ones with another method")
    @CsvSource({
        "GET, /nothing",
        "GET, /compose",
        "DELETE, /compose",
        "POST, /openapi",
        "PUT, /errors",
        "GET, /composes/a/b",
        "PATCH, /composes/00000000-0000-0000-0000-000000000000",
        "TRACE, /openapi",
        "OPTIONS, /compose"
    })
    void unknown_routes(String method, String path) {
        assertError(
                RunningService.send(RunningService.request(path)
                        .method(method, BodyPublishers.noBody())
                        .build()),
                404,
                21);
    }

    @ParameterizedTest
    @DisplayName("C1 HEAD is offered nowhere")
    @CsvSource({"/openapi", "/errors", "/nothing"})
    void head(String path) {
        HttpResponse<String> response =
                RunningService.send(RunningService.request(path).HEAD().build());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEmpty();
    }

    private static void assertError(HttpResponse<String> response, int status, int error) {
        JsonNode body = RunningService.json(response);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(body.path("id").asString()).as(response.body()).isEqualTo(Integer.toString(error));
        assertThat(body.path("kind").asString()).isEqualTo("Error");
        assertThat(body.path("code").asString()).isEqualTo("IMAGE-BUILDER-COMPOSER-" + error);
        assertThat(body.path("href").asString()).isEqualTo("/api/image-builder-composer/v2/errors/" + error);
        assertThat(body.path("operation_id").asString()).matches("\\w{27}");
        assertThat(body.path("reason").asString()).isNotEmpty();
        assertThat(body.has("details")).isTrue();
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
    }
}
