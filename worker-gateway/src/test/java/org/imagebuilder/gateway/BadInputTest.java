package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.gateway.Worker.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@Gateway
class BadInputTest {

    private static final String TOKEN = UUID.randomUUID().toString();

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    private List<Long> rows = List.of();

    @BeforeEach
    void count() {
        rows = queue.rows();
    }

    @AfterEach
    void nothing_is_stored() {
        assertThat(queue.rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/jobs | {",
                "/jobs | []",
                "/jobs | null",
                "/jobs | {\"types\":\"osbuild\",\"arch\":\"x86_64\"}",
                "/jobs | {\"types\":[7],\"arch\":\"x86_64\"}",
                "/jobs | {\"types\":[\"osbuild\"],\"arch\":{}}",
                "/jobs | {\"types\":[],\"arch\":\"x86_64\",\"worker_id\":1}",
                "/workers | x",
                "/workers | {}",
                "/workers | {\"arch\":null}",
                "/workers | {\"arch\":\" \"}",
                "/workers | {\"arch\":7}",
                "/workers | {\"arch\":\"x86\\u0000\"}"
            })
    @DisplayName("W19 a body that does not fit")
    void body(String path, String body) {
        Answer answer = worker.post(path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(10);
    }

    @Test
    void an_architecture_without_end() {
        assertThat(worker.post("/workers", "{\"arch\":\"" + "x".repeat(65) + "\"}")
                        .error())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"POST, /jobs", "POST, /workers", "PATCH, /jobs/1b4e28ba-2fa1-4d2b-883f-0016d3cca427"})
    @DisplayName("W19 a body that is not declared as JSON")
    void mediaType(String method, String path) {
        for (String type : new String[] {"", "text/plain", "application/octet-stream"}) {
            HttpRequest.Builder request =
                    worker.request(worker.base() + path).method(method, BodyPublishers.ofString("{}"));
            Answer answer = worker.send(type.isEmpty() ? request : request.header("Content-Type", type));

            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.error()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "1b4e28ba-2fa1-4d2b-883f-0016d3cca42g"})
    @DisplayName("W19 a malformed token, whatever else is wrong")
    void malformedToken(String token) {
        Answer read = worker.get("/jobs/" + token);
        Answer update = worker.patch("/jobs/" + token, "not JSON");
        Answer upload = worker.send(worker.request(worker.base() + "/jobs/" + token + "/artifacts/a")
                .PUT(BodyPublishers.noBody()));

        assertThat(read.status()).isEqualTo(400);
        assertThat(read.error()).isEqualTo(8);
        assertThat(update.status()).isEqualTo(400);
        assertThat(update.error()).isEqualTo(7);
        assertThat(upload.status()).isEqualTo(400);
        assertThat(upload.error()).isEqualTo(7);
        assertThat(worker.delete("/jobs/" + token).status()).isEqualTo(400);
        assertThat(worker.delete("/jobs/" + token).error()).isEqualTo(7);
    }

    @Test
    @DisplayName("W9 a token that never was")
    void unknownToken() {
        assertThat(worker.get("/jobs/" + TOKEN).status()).isEqualTo(404);
        assertThat(worker.get("/jobs/" + TOKEN).error()).isEqualTo(5);
        assertThat(worker.patch("/jobs/" + TOKEN, "{\"result\":{}}").error()).isEqualTo(5);
        assertThat(worker.patch("/jobs/" + TOKEN, "{\"partial\":{}}").error()).isEqualTo(5);
        assertThat(worker.delete("/jobs/" + TOKEN).status()).isEqualTo(404);
        assertThat(worker.delete("/jobs/" + TOKEN).error()).isEqualTo(5);
    }

    @Test
    @DisplayName("W14 signs of life of workers that do not exist")
    void unknownWorker() {
        Answer unknown = worker.send(
                worker.request(worker.base() + "/workers/" + TOKEN + "/status").POST(BodyPublishers.noBody()));
        Answer malformed =
                worker.send(worker.request(worker.base() + "/workers/7/status").POST(BodyPublishers.noBody()));

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.error()).isEqualTo(18);
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.error()).isEqualTo(17);
    }
}
