package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.imagebuilder.composer.Work.Koji;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

    private static final String MANIFEST = "{\"version\": \"2\",\"pipelines\":[ ]}";

    @ParameterizedTest
    @ValueSource(strings = {"image-builder-manifest", "manifest-id-only"})
    @DisplayName("C20 the manifest is what its job made, null before that")
    void made(String type) {
        NewJob manifest = Work.job(type);
        UUID id = Work.compose("", manifest, Work.job("osbuild:x86_64", manifest));
        assertThat(manifests(id)).endsWith("\"kind\":\"ComposeManifests\",\"manifests\":[null]}\n");

        Work.finish(manifest, "{\"info\":{\"data\":1}, \"data\" : " + MANIFEST + " ,\"error\":\"\"}");

        assertThat(manifests(id))
                .isEqualTo("{\"href\":\"/api/image-builder-composer/v2/composes/" + id + "/manifests\",\"id\":\"" + id
                        + "\",\"kind\":\"ComposeManifests\",\"manifests\":[" + MANIFEST + "]}\n");
    }

    @Test
    @DisplayName("C20 a manifest that was given with the build")
    void given() {
        NewJob build = Work.given("osbuild:x86_64", "{\"targets\":[{\"secret\":\"x\"}],\"manifest\":" + MANIFEST + "}");
        assertThat(manifests(Work.compose("", build))).endsWith("\"manifests\":[" + MANIFEST + "]}\n");
    }

    @Test
    @DisplayName("C20 a manifest whose job is cancelled stays null")
    void cancelled() {
        NewJob manifest = Work.job("image-builder-manifest");
        UUID id = Work.compose("", manifest, Work.job("osbuild:x86_64", manifest));
        Work.cancel(manifest.id());
        assertThat(manifests(id)).contains("[null]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"job_error\":{\"id\":23,\"reason\":\"no such package\"}} | 400 | 11 | no such package",
                "null | 404 | 15 | the manifest's job has no result",
                "{\"job_error\":7} | 404 | 15 | the manifest's result cannot be read"
            })
    @DisplayName("C20 a manifest that could not be made")
    void failed(String result, int status, String error, String details) {
        NewJob manifest = Work.job("image-builder-manifest");
        UUID id = Work.compose("", manifest, Work.job("osbuild:x86_64", manifest));
        Work.finish(manifest, result);

        HttpResponse<String> answer = ask(id);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo(error);
        assertThat(RunningService.json(answer).path("details").asString()).isEqualTo(details);
    }

    @Test
    @DisplayName("C20 a build without manifest")
    void none() {
        HttpResponse<String> answer = ask(Work.compose("", Work.given("osbuild:x86_64", "{\"manifest\":{}}")));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo("15");
    }

    @Test
    @DisplayName("K8 K10 a koji compose has one for each image, each build its own, and the init job none")
    void koji() {
        Koji koji = Koji.stored();
        koji.depsolves().forEach(job -> Work.finish(job, "{}"));
        Work.finish(koji.manifests().get(1), "{\"data\":{\"n\":2}}");
        assertThat(manifests(koji.id())).endsWith("\"manifests\":[null,{\"n\":2}]}\n");
        assertThat(manifests(koji.builds().get(1).id())).endsWith("\"manifests\":[{\"n\":2}]}\n");
        assertThat(RunningService.json(ask(koji.init().id())).path("id").asString())
                .isEqualTo("26");
    }

    private static String manifests(UUID id) {
        return ask(id).body();
    }

    private static HttpResponse<String> ask(UUID id) {
        return RunningService.send(
                RunningService.request("/composes/" + id + "/manifests").GET().build());
    }
}
