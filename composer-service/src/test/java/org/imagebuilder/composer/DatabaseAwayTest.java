package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DatabaseAwayTest {

    @Test
    void without_a_database_clients_are_asked_to_come_back() {
        RunningService.withoutDatabase(() -> {
            assertComeBackLater(RunningService.submit(Requests.withImage()));
            assertComeBackLater(status());
            assertComeBackLater(RunningService.send(
                    RunningService.request("/composes/").GET().build()));
            assertThat(RunningService.get("/openapi").path("openapi").isString())
                    .isTrue();
        });
        Awaitility.await().untilAsserted(() -> assertThat(status().statusCode()).isEqualTo(404));
        assertThat(RunningService.submit(Requests.withImage()).statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> status() {
        return RunningService.send(
                RunningService.request("/composes/" + UUID.randomUUID()).GET().build());
    }

    private static void assertComeBackLater(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(RunningService.json(response).path("kind").asString()).isEqualTo("Error");
    }
}
