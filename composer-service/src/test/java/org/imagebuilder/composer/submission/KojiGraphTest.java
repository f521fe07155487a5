package org.imagebuilder.composer.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.imagebuilder.composer.Requests.image;
import static org.imagebuilder.composer.Requests.withKoji;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.request.KojiRequest;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KojiGraphTest {

    private static final String ARM = image(
            "architecture", "\"aarch64\"",
            "image_type", "\"aws\"",
            "repositories", "[{\"baseurl\":\"https://example.com/arm\"}]",
            "upload_options", "{\"region\":\"r\",\"share_with_accounts\":[]}");

    private final JobGraph graph = Planning.graph(withKoji(image("upload_options", ""), ARM));
    private final NewJob init = graph.jobs().get(0);
    private final NewJob finalize = graph.jobs().getLast();

    @Test
    @DisplayName("K1 one job to begin with, two for each image, one at the end, which is the compose")
    void jobs_and_dependencies() {
        assertThat(graph.jobs())
                .extracting(NewJob::type)
                .containsExactly(
                        "koji-init",
                        "image-builder-manifest",
                        "osbuild:x86_64",
                        "image-builder-manifest",
                        "osbuild:aarch64",
                        "koji-finalize");
        assertThat(graph.jobs())
                .extracting(NewJob::dependencies)
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(init.id(), id(1)),
                        List.of(),
                        List.of(init.id(), id(3)),
                        List.of(init.id(), id(2), id(4)));
        assertThat(graph.jobs()).extracting(NewJob::id).isSorted().doesNotHaveDuplicates();
        assertThat(graph.compose()).isNotNull().satisfies(compose -> {
            assertThat(compose.id()).isEqualTo(finalize.id());
            assertThat(compose.distribution()).isEqualTo("fedora-44");
        });
    }

    @Test
    @DisplayName("K1 a build finds its manifest behind the result of koji-init, and reports how the image starts")
    void build_arguments() {
        JsonNode x86 = arguments(2);
        assertThat(x86.propertyNames())
                .containsExactlyInAnyOrder("targets", "manifest_dyn_args_idx", "image_boot_mode");
        assertThat(x86.path("manifest_dyn_args_idx").asInt()).isEqualTo(1);
        assertThat(x86.path("image_boot_mode").asString()).isEqualTo("hybrid");
        assertThat(arguments(4).path("image_boot_mode").asString()).isEqualTo("uefi");
    }

    @Test
    @DisplayName("K1 the koji target comes first, cloud targets after it")
    void targets() {
        assertThat(arguments(2).path("targets")).hasSize(1);
        assertThat(arguments(4).path("targets")).hasSize(2);
        assertThat(arguments(4).at("/targets/1/name").asString()).isEqualTo("org.osbuild.aws");
        assertThat(arguments(4).at("/targets/0"))
                .isEqualTo(json("""
                        {"uuid":"%s","image_name":"fedora-guest-44-1.aarch64.raw","name":"org.osbuild.koji",
                         "created":"2026-11-01T12:00:00.000000001Z","status":"WAITING",
                         "options":{"upload_directory":"osbuild-cg/osbuild-composer-koji-%s",
                           "server":"https://koji.example.com/kojihub","filename":"image.raw"},
                         "osbuild_artifact":{"export_filename":"image.raw","export_name":"image"}}""".formatted(arguments(4).at("/targets/0/uuid").asString(), finalize.id())));
    }

    @Test
    @DisplayName("C5 K1 named targets keep their order behind the koji target")
    void named_targets() {
        String targets = """
                [{"type":"local","upload_options":{}},{"type":"aws.s3","upload_options":{"region":"other"}}]""";
        NewJob build = Planning.graph(withKoji(image("upload_targets", targets)))
                .jobs()
                .get(2);
        assertThat(Planning.json(build).path("targets"))
                .extracting(target -> target.path("name").asString())
                .containsExactly(
                        "org.osbuild.koji", "org.osbuild.aws.s3", "org.osbuild.worker.server", "org.osbuild.aws.s3");
    }

    @Test
    @DisplayName("K1 each image has a manifest of its own")
    void manifest_arguments() {
        assertThat(arguments(1).at("/Args/ImageType").asString()).isEqualTo("generic-qcow2");
        assertThat(arguments(3).at("/Args/ImageType").asString()).isEqualTo("generic-ami");
        assertThat(arguments(3).at("/Args/Arch").asString()).isEqualTo("aarch64");
        assertThat(arguments(3).at("/Args/Repositories/0/baseurls/0").asString())
                .isEqualTo("https://example.com/arm");
    }

    @Test
    @DisplayName("K1 what Koji is told before and after")
    void koji_arguments() {
        assertThat(Planning.json(init)).isEqualTo(json("""
                {"server":"https://koji.example.com/kojihub","name":"fedora-guest","version":"44","release":"1"}"""));
        assertThat(Planning.json(finalize)).isEqualTo(json("""
                {"server":"https://koji.example.com/kojihub","name":"fedora-guest","version":"44","release":"1",
                 "koji_filenames":["fedora-guest-44-1.x86_64.qcow2","fedora-guest-44-1.aarch64.raw"],
                 "koji_directory":"osbuild-cg/osbuild-composer-koji-%s","task_id":42,"start_time":1793534400}""".formatted(finalize.id())));
    }

    @Test
    @DisplayName("K1 events tell of architecture and type what all images have in common")
    void metadata() {
        assertThat(graph.compose()).isNotNull().satisfies(compose -> {
            assertThat(compose.architecture()).isNull();
            assertThat(compose.imageType()).isNull();
        });
        assertThat(Planning.graph(withKoji(image(), image("architecture", "\"aarch64\"")))
                        .compose())
                .isNotNull()
                .satisfies(compose -> {
                    assertThat(compose.architecture()).isNull();
                    assertThat(compose.imageType()).isEqualTo("guest-image");
                });
    }

    @Test
    @DisplayName("C3 K1 one image request beside the list is the same as one in it")
    void one_image() {
        String single = withKoji(image())
                .replace("\"image_requests\":[", "\"image_request\":")
                .replace("}]}", "}}");
        assertThat(Planning.graph(single).jobs())
                .extracting(NewJob::type)
                .containsExactly("koji-init", "image-builder-manifest", "osbuild:x86_64", "koji-finalize");
    }

    @Test
    @DisplayName("K1 many images of a small request are no problem")
    void many_images() {
        String[] many = Collections.nCopies(100, image()).toArray(String[]::new);
        assertThat(Planning.graph(withKoji(many)).jobs()).hasSize(202);
    }

    @ParameterizedTest
    @DisplayName("K9 names of files")
    @CsvSource({
        "disk.qcow2, n-1-2.x86_64.qcow2",
        "image.tar.gz, n-1-2.x86_64.tar.gz",
        "installer, n-1-2.x86_64",
        ".hidden, n-1-2.x86_64",
        ".hidden.raw.xz, n-1-2.x86_64.raw.xz",
    })
    void file_names(String exported, String name) {
        assertThat(KojiFile.name(new KojiRequest("s", 0, "n", "1", "2"), "x86_64", exported))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @DisplayName("K1 what is wrong with a request for Koji, the first check's mistake before the others")
    @MethodSource
    void refusals(String told, String request) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Planning.graph(request));
        assertThat(Requests.told(e)).startsWith(told);
    }

    static Stream<Arguments> refusals() {
        String negative = "-42";
        String[] many = Collections.nCopies(150, image()).toArray(String[]::new);
        String heavy = "\"customizations\":{\"packages\":[\"" + "p".repeat(30_000) + "\"]},\"distribution\"";
        return Stream.of(
                Arguments.of("44: ", withKoji(image()).replace("\"distribution\":\"fedora-44\",", "")),
                Arguments.of("25: one of", withKoji().replace(",\"image_requests\":[]", "")),
                Arguments.of("25: expected at least 1", withKoji()),
                Arguments.of("25: at most ", withKoji(many).replace("\"distribution\"", heavy)),
                Arguments.of(
                        "5: ",
                        withKoji(image(), image("architecture", "\"m68k\"")).replace("42", negative)),
                Arguments.of("6: ", withKoji(ARM, image("image_type", "\"edge-commit\""))),
                Arguments.of("7: #/image_requests/1/repositories/0", withKoji(image(), image("repositories", "[{}]"))),
                Arguments.of(
                        "38: #/image_requests/1/upload_targets/0",
                        withKoji(image(), image("upload_targets", "[{\"type\":\"gcp\",\"upload_options\":{}}]"))),
                Arguments.of("30: #/koji/task_id", withKoji(image("size", "1")).replace("42", negative)),
                Arguments.of("30: generic-qcow2", withKoji(ARM, image("size", "1"))));
    }

    private JsonNode arguments(int job) {
        return Planning.json(graph.jobs().get(job));
    }

    private UUID id(int job) {
        return graph.jobs().get(job).id();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
