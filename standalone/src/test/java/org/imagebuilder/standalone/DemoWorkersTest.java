package org.imagebuilder.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With simulated workers, whatever clients ask for comes to a good end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoWorkersTest {

    private static final String IMAGE = """
            {"architecture":"x86_64","image_type":"%s","repositories":[{"baseurl":"https://example.com/r"}],
             "upload_%s}""";
    private static final String COMPOSE = "{\"distribution\":\"fedora-44\",\"image_request\":" + IMAGE + "}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Typed started;
    private final String composer;

    DemoWorkersTest(@TempDir Path folder) {
        started = Typed.start(folder.resolve("data"), 3);
        composer = started.ready("composer");
    }

    @AfterAll
    void stop() {
        http.close();
        started.close();
    }

    @Test
    void packages() throws Exception {
        JsonNode resolved = post("/depsolve/blueprint", """
                {"distribution":"fedora-44","architecture":"x86_64",
                 "blueprint":{"name":"b","packages":[{"name":"tmux","version":"3.5"},{"name":"vim-enhanced"}]}}""");
        assertThat(resolved.path("packages"))
                .extracting(found -> found.path("name").asString())
                .containsExactly("tmux", "vim-enhanced", "kernel");
        assertThat(resolved.at("/packages/0/version").asString()).isEqualTo("3.5");

        JsonNode found = post("/search/packages", """
                {"distribution":"fedora-44","architecture":"x86_64","packages":["vim-enhanced","tmux*"]}""");
        assertThat(found.path("packages"))
                .extracting(hit -> hit.path("name").asString())
                .containsExactly("vim-enhanced", "tmux");
        assertThat(found.at("/packages/0/version")).isEqualTo(resolved.at("/packages/1/version"));
    }

    @Test
    void what_there_is_to_know_about_an_image() throws Exception {
        String compose =
                successful("""
                {"distribution":"fedora-44","customizations":{"packages":["tmux"]},"image_request":%s}""".formatted(IMAGE.formatted("guest-image", "options\":{\"region\":\"eu-central-1\"}")));
        JsonNode metadata = get("/composes/" + compose + "/metadata");
        assertThat(metadata.path("packages"))
                .extracting(installed -> installed.path("name").asString())
                .containsExactly("tmux", "kernel", "systemd");
        assertThat(metadata.path("packages"))
                .allSatisfy(installed ->
                        assertThat(installed.path("sigmd5").asString()).hasSize(32));

        JsonNode log = get("/composes/" + compose + "/logs").at("/image_builds/0");
        assertThat(log.path("success").asBoolean()).isTrue();
        assertThat(log.at("/osbuild_output/log/os/0/type").asString()).isEqualTo("org.osbuild.rpm");

        JsonNode manifest = get("/composes/" + compose + "/manifests").at("/manifests/0");
        assertThat(manifest.path("version").asString()).isEqualTo("2");
        assertThat(manifest.path("pipelines"))
                .extracting(pipeline -> pipeline.path("name").asString())
                .containsExactly("build", "os", "image");
    }

    @Test
    void an_image_that_stays_here() throws Exception {
        String compose =
                successful(COMPOSE.formatted("guest-image", "targets\":[{\"type\":\"local\",\"upload_options\":{}}]"));
        assertThat(text("/composes/" + compose + "/download")).startsWith("a simulated worker");
    }

    @Test
    void a_build_of_koji() throws Exception {
        String compose = successful("""
                {"distribution":"fedora-44","koji":{"server":"https://koji.example.com/kojihub","task_id":42,
                 "name":"fedora-guest","version":"44","release":"1"},"image_requests":[%s,%s]}""".formatted(
                        IMAGE.formatted("guest-image", "targets\":[]"), IMAGE.formatted("vsphere", "targets\":[]")));
        JsonNode build = get("/composes/" + compose).at("/koji_status/build_id");
        assertThat(build.asInt()).isPositive();

        JsonNode logs = get("/composes/" + compose + "/logs");
        assertThat(logs.at("/koji/init/build_id")).isEqualTo(build);
        assertThat(logs.at("/image_builds/1/target_results/0/options/image/filename")
                        .asString())
                .isEqualTo("fedora-guest-44-1.x86_64.vmdk");
    }

    @Test
    void clones() throws Exception {
        String compose = successful(COMPOSE.formatted(
                "aws", "options\":{\"region\":\"us-east-1\",\"share_with_accounts\":[\"123456789012\"]}"));
        assertThat(cloned(compose, "{\"region\":\"eu-west-1\"}"))
                .hasToString("{\"ami\":\"ami-simulated-copy\",\"region\":\"eu-west-1\"}");
        assertThat(cloned(compose, "{\"region\":\"us-east-1\",\"share_with_accounts\":[\"210987654321\"]}"))
                .hasToString("{\"ami\":\"ami-simulated\",\"region\":\"us-east-1\"}");
    }

    private JsonNode cloned(String compose, String request) throws Exception {
        String clone =
                post("/composes/" + compose + "/clone", request).path("id").asString();
        awaitStatus("/clones/" + clone, "success");
        return get("/clones/" + clone).path("options");
    }

    private String successful(String request) throws Exception {
        JsonNode answer = post("/compose", request);
        assertThat(answer.path("kind").asString()).as(answer.toString()).isEqualTo("ComposeId");
        String compose = answer.path("id").asString();
        awaitStatus("/composes/" + compose, "success");
        return compose;
    }

    private void awaitStatus(String path, String status) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(get(path).path("status").asString())
                        .as(get(path).toString())
                        .isEqualTo(status));
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(http.send(
                                HttpRequest.newBuilder(URI.create(composer + path))
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(text(path));
    }

    private String text(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(URI.create(composer + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
