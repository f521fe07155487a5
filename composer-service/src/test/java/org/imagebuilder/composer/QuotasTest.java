package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Without authentication, everybody is one tenant. */
class QuotasTest {

    private final TestDatabase database = TestPostgres.freshDatabase("migrated", Migrations::migrate);

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void what_exceeds_a_limit_is_refused_with_the_reason_and_a_time() throws Exception {
        try (var service = start(
                "--imagebuilder.quotas.composes=2",
                "--imagebuilder.quotas.window=1h",
                "--imagebuilder.request-rate.per-second=1",
                "--imagebuilder.request-rate.burst=6")) {
            assertThat(submit(service).statusCode()).isEqualTo(201);
            assertThat(submit(service).statusCode()).isEqualTo(201);
            assertRefused(submit(service), "no more than 2 composes in 3600 s; the next one is possible in ", 3600);

            HttpResponse<String> answer = get(service);
            for (int i = 0; i < 50 && answer.statusCode() == 200; i++) {
                answer = get(service);
            }
            assertRefused(answer, "no more than 1 requests a second; the next one is possible in ", 1);
        }
    }

    @Test
    void tenants_may_have_limits_of_their_own() throws Exception {
        try (var service = start(
                "--imagebuilder.quotas.unfinished-composes=1",
                "--imagebuilder.quotas.tenants[org-42].unfinished-composes=0",
                "--imagebuilder.request-rate.tenants[org-42].per-second=1")) {
            assertThat(submit(service).statusCode()).isEqualTo(201);
            assertRefused(submit(service), "no more than 1 composes at a time", 60);
        }
    }

    @Test
    void impossible_limits_prevent_the_start() {
        for (String wrong : List.of("quotas.composes=-1", "quotas.window=0s", "request-rate.per-second=-1")) {
            assertThatThrownBy(() -> start("--imagebuilder." + wrong).close())
                    .as(wrong)
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertRefused(HttpResponse<String> answer, String details, long mostSeconds) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(RunningService.json(answer).path("details").asString()).startsWith(details);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo("2");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, mostSeconds);
    }

    private HttpResponse<String> submit(ConfigurableApplicationContext service)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address(service, "/compose"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Requests.withImage()))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(ConfigurableApplicationContext service) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(service, "/errors")).build(), BodyHandlers.ofString());
    }

    private static URI address(ConfigurableApplicationContext service, String path) {
        return URI.create("http://localhost:" + service.getEnvironment().getProperty("local.server.port")
                + RunningService.BASE + path);
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> all = new ArrayList<>(List.of("--logging.level.root=error", "--management.server.port=-1"));
        all.addAll(List.of(settings));
        return RunningService.start(database, all.toArray(String[]::new));
    }
}
