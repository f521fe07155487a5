package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.Requests.withImage;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.imagebuilder.composer.Work.Koji;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SbomsTest {

    private static final String NAMES =
            "{\"osbuild_output\":{\"success\":true},\"pipeline_names\":{\"build\":[\"build\"],\"payload\":[\"os\",\"image\"]}}";
    private static final String DOCUMENTS = """
            {"packages":{},"sbom_docs":{ "os":{"type":"spdx","document": {"of":"os\\u0000"} },
             "build":{"document":{"of":"build"},"type":"spdx"}},"solver":"dnf5"}""";

    private final NewJob depsolve = Work.job("depsolve");
    private final NewJob containers = Work.job("container-resolve");
    private final NewJob manifest = Work.job("manifest-id-only", containers, depsolve);
    private final UUID id = Work.compose("", depsolve, containers, manifest, Work.job("osbuild:x86_64", manifest));

    @Test
    @DisplayName("C21 documents are sorted by pipeline, and told apart by what the pipeline is for")
    void documents() {
        built(DOCUMENTS, NAMES);

        assertThat(ask(id).body()).isEqualTo("""
                {"href":"/api/image-builder-composer/v2/composes/ID/sboms","id":"ID","kind":"ComposeSBOMs","items":[[\
                {"pipeline_name":"build","pipeline_purpose":"buildroot","sbom":{"of":"build"},"sbom_type":"spdx"},\
                {"pipeline_name":"os","pipeline_purpose":"image","sbom":{"of":"os\\u0000"},"sbom_type":"spdx"}]]}
                """.replace("ID", id.toString()));
    }

    @ParameterizedTest
    @DisplayName("C21 a gap in the documents, or none at all, is not found")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | N | there is no SBOM of this compose",
                "{\"sbom_docs\":{}} | N | there is no SBOM of this compose",
                "{\"sbom_docs\":{\"os\":{\"type\":\"spdx\"}}} | N | the SBOM of pipeline os is of an unknown type",
                "{\"sbom_docs\":{\"os\":{\"type\":\"cdx\",\"document\":{}}}} | N | the SBOM of pipeline os is of an unknown type",
                "{\"sbom_docs\":{\"x\":{\"type\":\"spdx\",\"document\":{}}}} | N | the build knows no pipeline x",
                "{} | {} | the build has not told its pipelines yet",
                "{} | {\"pipeline_names\":[]} | the build has not told its pipelines yet"
            })
    void gaps(String depsolved, String built, String details) {
        built(depsolved, built.equals("N") ? NAMES : built);
        assertNotFound(id, details);
    }

    @Test
    @DisplayName("C21 before the build is done there are none")
    void too_early() {
        assertNotFound(id, "the build has not told its pipelines yet");
    }

    @Test
    @DisplayName("C21 where the manifest's job resolves packages itself there are none")
    void no_job_for_packages() {
        UUID other = UUID.fromString(RunningService.json(RunningService.submit(withImage()))
                .path("id")
                .asString());
        Work.finish(RunningService.jobsOf(other.toString()).getFirst().id(), "{\"data\":{}}");
        Work.finish(other, NAMES);
        assertNotFound(other, "no job has resolved the packages of this compose by itself");
    }

    @Test
    @DisplayName("C21 K10 a koji compose has a list for each image, a build its own, and the init job none")
    void koji() {
        Koji koji = Koji.stored();
        Work.finish(koji.init(), "{\"build_id\":1}");
        koji.depsolves().forEach(job -> Work.finish(job, DOCUMENTS));
        koji.manifests().forEach(job -> Work.finish(job, "{\"data\":{}}"));
        koji.builds().forEach(job -> Work.finish(job, NAMES));

        JsonNode items = RunningService.json(ask(koji.id())).path("items");
        assertThat(items).hasSize(2).allSatisfy(item -> assertThat(item).hasSize(2));
        assertThat(RunningService.json(ask(koji.builds().getFirst().id())).path("items"))
                .hasSize(1);
        assertThat(RunningService.json(ask(koji.init().id())).path("id").asString())
                .isEqualTo("26");
    }

    private void built(String depsolved, String built) {
        Work.finish(depsolve, depsolved);
        Work.finish(containers, "{}");
        Work.finish(manifest, "{\"data\":{}}");
        Work.finish(id, built);
    }

    private static HttpResponse<String> ask(UUID compose) {
        return RunningService.send(
                RunningService.request("/composes/" + compose + "/sboms").GET().build());
    }

    private static void assertNotFound(UUID compose, String details) {
        HttpResponse<String> answer = ask(compose);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RunningService.json(answer).path("id").asString()).isEqualTo("15");
        assertThat(RunningService.json(answer).path("details").asString()).isEqualTo(details);
    }
}
