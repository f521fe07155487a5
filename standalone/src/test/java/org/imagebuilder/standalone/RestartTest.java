package org.imagebuilder.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.imagebuilder.standalone.demo.Demo;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RestartTest {

    @TempDir
    Path folder;

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void what_was_begun_is_finished_later_and_what_is_finished_stays_readable() throws Exception {
        String compose;
        try (var withoutWorkers = start(0)) {
            compose = submit(withoutWorkers.ready("composer"));
        }
        try (var withWorker = start(1)) {
            String composer = withWorker.ready("composer");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(status(composer, compose)).isEqualTo("success"));
        }
        try (var later = start(0)) {
            assertThat(status(later.ready("composer"), compose)).isEqualTo("success");
            assertThat(later.out()).hasLineCount(1);
            assertThat(get(later.ready("management") + "/health")).contains("UP");
            assertThat(get(later.ready("worker") + "/status")).contains("OK");
            await().untilAsserted(() -> assertThat(get(later.ready("management") + "/metrics"))
                    .contains(
                            "image_builder_composer_total_requests 1.0\n",
                            "image_builder_worker_request_count{code=\"200\",method=\"GET\"",
                            "imagebuilder_outbox_events 0.0\n")
                    .containsOnlyOnce("# TYPE jvm_memory_used_bytes gauge"));
        }
    }

    private Typed start(int demoWorkers) {
        return Typed.start(folder.resolve("kept here"), demoWorkers);
    }

    private String submit(String composer) throws Exception {
        Path request = Path.of(Demo.class.getResource("compose-request.json").toURI());
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(composer + "/compose"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofFile(request))
                        .build(),
                BodyHandlers.ofString());
        return JsonMapper.shared().readTree(answer.body()).path("id").asString();
    }

    private String status(String composer, String compose) throws Exception {
        return JsonMapper.shared()
                .readTree(get(composer + "/composes/" + compose))
                .path("status")
                .asString();
    }

    private String get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
