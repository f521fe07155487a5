package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class WaitingShutdownTest {

    @Test
    @DisplayName("a service that shuts down sends away who waits, soon, and cancels their jobs")
    void shutdown() throws Exception {
        ConfigurableApplicationContext service = RunningService.start(
                RunningService.database(), "--logging.level.root=warn", "--management.server.port=-1");
        String id = UUID.randomUUID().toString();
        URI address = URI.create("http://localhost:" + service.getEnvironment().getProperty("local.server.port")
                + RunningService.BASE + "/search/packages");
        try (HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/json")
                            .header("X-External-Id", id)
                            .POST(
                                    BodyPublishers.ofString(
                                            "{\"distribution\":\"fedora-44\",\"architecture\":\"x86_64\",\"packages\":[\"a\"]}"))
                            .build(),
                    BodyHandlers.ofString());
            UUID job = PlayedWorker.jobOf(id).id();
            long begun = System.nanoTime();

            service.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            HttpResponse<String> response = answer.get(1, TimeUnit.SECONDS);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(PlayedWorker.stateOf(job)).isEqualTo("CANCELED");
            PlayedWorker.forgetEventsOf(job);
        }
    }
}
