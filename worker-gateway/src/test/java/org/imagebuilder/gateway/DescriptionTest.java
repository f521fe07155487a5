package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.imagebuilder.gateway.Worker.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@Gateway
class DescriptionTest {

    @Autowired
    Worker worker;

    @Test
    @DisplayName("W1 the status is OK")
    void status() {
        Answer status = worker.get("/status");

        assertThat(status.raw().body())
                .isEqualTo("{\"href\":\"/api/image-builder-worker/v1/status\",\"id\":\"status\",\"kind\":\"Status\","
                        + "\"status\":\"OK\"}\n");
        assertThat(status.raw().headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    @DisplayName("W2 a known error is explained")
    void knownError() {
        Answer error = worker.get("/errors/18");

        assertThat(error.status()).isEqualTo(200);
        assertThat(error.body()).isNotNull();
        assertThat(error.body().propertyNames())
                .containsExactlyInAnyOrder("href", "id", "kind", "code", "operation_id", "reason", "message");
        assertThat(error.text("/href")).isEqualTo("/api/image-builder-worker/v1/errors/18");
        assertThat(error.text("/code")).isEqualTo("IMAGE-BUILDER-WORKER-18");
        assertThat(error.text("/message")).isEqualTo(error.text("/reason"));
    }

    @ParameterizedTest
    @CsvSource({"x, 400, 9", "1.0, 400, 9", "99999999999, 400, 9", "0, 404, 14", "-3, 404, 14", "4, 404, 14"})
    @DisplayName("W2 an id that is no number, or not one of an error")
    void unknownErrors(String id, int status, int error) {
        assertThat(worker.get("/errors/" + id).status()).isEqualTo(status);
        assertThat(worker.get("/errors/" + id).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /errors",
        "GET, /jobs",
        "GET, /jobs/",
        "POST, /status",
        "GET, /status/",
        "DELETE, /workers",
        "PUT, /jobs/1b4e28ba-2fa1-4d2b-883f-0016d3cca427",
        "GET, /../status"
    })
    @DisplayName("W2 an unknown path, or a method that it does not offer")
    void unknownPaths(String method, String path) {
        Answer answer = worker.send(worker.request(worker.base() + path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo(11);
        assertThat(answer.text("/message")).isEqualTo(answer.text("/reason"));
        assertThat(answer.body()).isNotNull();
        assertThat(answer.body().has("details")).isFalse();
    }

    @Test
    void the_description_names_the_path_it_is_served_at() {
        assertThat(worker.get("/openapi").text("/servers/0/url")).isEqualTo(worker.base());
    }
}
