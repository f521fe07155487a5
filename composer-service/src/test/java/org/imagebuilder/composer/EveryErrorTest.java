package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.imagebuilder.composer.Requests.image;
import static org.imagebuilder.composer.Requests.withImage;
import static org.imagebuilder.composer.Requests.withKoji;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.util.FileSystemUtils;

/** Every error that can happen does happen here, with the status that the contract gives it. */
class EveryErrorTest {

    /** Numbers that clients know from other servers. This one has no occasion to use them. */
    private static final Set<ComposerError> NEVER_RAISED = EnumSet.of(
            ComposerError.DNF_ERROR,
            ComposerError.INVALID_OSTREE_REF,
            ComposerError.INVALID_OSTREE_REPO,
            ComposerError.INVALID_COMPOSE_ID,
            ComposerError.METHOD_NOT_ALLOWED, // an unknown resource, as far as clients are told
            ComposerError.NOT_ACCEPTABLE, // JSON is sent, whatever is accepted
            ComposerError.PAYLOAD_REPO_WITHOUT_BASEURL,
            ComposerError.INVALID_IMAGE_ID,
            ComposerError.IMAGE_NOT_FOUND,
            ComposerError.LOCAL_SAVE_DISABLED,
            ComposerError.BLUEPRINT_AND_CUSTOMIZATIONS, // a violation of the schema before it is this
            ComposerError.ARCHITECTURE_MISMATCH,
            ComposerError.BLUEPRINT_INIT_FAILED,
            ComposerError.SEED_FAILED,
            ComposerError.JSON_MARSHAL,
            ComposerError.JSON_UNMARSHAL,
            ComposerError.ENQUEUE_FAILED,
            ComposerError.OPENAPI_LOAD, // the service would not have started
            ComposerError.MANIFEST_VERSION_PARSE,
            ComposerError.MANIFEST_VERSION_UNKNOWN,
            ComposerError.OSTREE_METADATA,
            ComposerError.DEPSOLVE_STATUS,
            ComposerError.DEPSOLVE_CANCELED,
            ComposerError.JOB_TYPE,
            ComposerError.TENANT_NOT_IN_CONTEXT,
            ComposerError.IMAGE_TYPES,
            ComposerError.UNSPECIFIED,
            ComposerError.ERROR_CODE_UNKNOWN,
            ComposerError.NO_OPERATION_ID);

    /** Without authentication, nobody is refused. */
    private static final Set<ComposerError> OF_AUTHENTICATION =
            EnumSet.of(ComposerError.UNAUTHENTICATED, ComposerError.UNAUTHORIZED, ComposerError.TENANT_NOT_FOUND);

    private static final String FAILED = "{\"job_error\":{\"id\":10,\"reason\":\"no\"}}";

    /** More than half of the longest path. */
    private static final Path DEEP =
            Path.of("", Collections.nCopies(12, "x".repeat(200)).toArray(String[]::new));

    private final Map<ComposerError, Supplier<HttpResponse<String>>> occasions = new EnumMap<>(ComposerError.class);

    EveryErrorTest() {
        mistakes();
        wrongMoments();
        ownFaults();
    }

    private void mistakes() {
        on(
                ComposerError.UNSUPPORTED_MEDIA_TYPE,
                () -> RunningService.post("/compose", "application/xml", "<compose/>"));
        onCompose(ComposerError.UNKNOWN_DISTRIBUTION, withImage().replace("fedora-44", "beos-5"));
        onCompose(ComposerError.UNKNOWN_ARCHITECTURE, withImage("architecture", "\"m68k\""));
        onCompose(ComposerError.UNKNOWN_IMAGE_TYPE, withImage("image_type", "\"edge-commit\""));
        onCompose(ComposerError.INVALID_REPOSITORY, withImage("repositories", "[{}]"));
        onGet(ComposerError.COMPOSE_NOT_FOUND, "/composes/" + UUID.randomUUID());
        onGet(ComposerError.INVALID_ERROR_ID, "/errors/first");
        onGet(ComposerError.ERROR_NOT_FOUND, "/errors/99");
        onGet(ComposerError.INVALID_PAGE, "/errors?page=first");
        onGet(ComposerError.INVALID_SIZE, "/errors?size=all");
        onCompose(ComposerError.BODY_DECODING, withImage("size", "-1"));
        onGet(ComposerError.RESOURCE_NOT_FOUND, "/composers");
        onCompose(ComposerError.INVALID_NUMBER_OF_IMAGES, withKoji());
        onCompose(
                ComposerError.INVALID_OSTREE_PARAMS,
                withImage("ostree", "{\"contenturl\":\"https://example.com/content\"}"));
        onCompose(
                ComposerError.NO_GPG_KEY,
                withImage("repositories", "[{\"baseurl\":\"https://example.com/r\",\"check_gpg\":true}]"));
        onCompose(ComposerError.VALIDATION_FAILED, "{}}");
        onCompose(ComposerError.INVALID_CUSTOMIZATION, with("\"customizations\":{\"fips\":{\"enabled\":true}}"));
        onCompose(ComposerError.INVALID_PARTITIONING_MODE, with("\"customizations\":{\"partitioning_mode\":\"raw\"}"));
        onCompose(
                ComposerError.INVALID_UPLOAD_TARGET,
                withImage("upload_targets", "[{\"type\":\"gcp\",\"upload_options\":{\"region\":\"eu\"}}]"));
        onPost(ComposerError.DISTRIBUTION_MISMATCH, "/depsolve/blueprint", """
                {"distribution":"fedora-44","architecture":"x86_64","blueprint":{"name":"b","distro":"fedora-43"}}""");
        onGet(ComposerError.BAD_REQUEST, "/composes/latest");
        onCompose(ComposerError.DISTRIBUTION_AND_BOOTC, with("\"bootc\":{\"reference\":\"r\"}"));
        onCompose(ComposerError.NEITHER_DISTRIBUTION_NOR_BOOTC, "{\"image_request\":" + image() + "}");
        onCompose(ComposerError.DISTRIBUTION_MISSING, bootc("{\"reference\":\"r\"}"));
        onCompose(ComposerError.ISO_PAYLOAD_FORBIDDEN, bootc("{\"reference\":\"r\",\"iso_payload_reference\":\"p\"}"));
        onCompose(ComposerError.BOOTC_ONLY_IMAGE_TYPE, withImage("image_type", "\"bootable-container-iso\""));
    }

    private void wrongMoments() {
        onNewCompose(ComposerError.INVALID_JOB_TYPE, (manifest, _) -> get("/composes/" + manifest));
        onNewCompose(ComposerError.ARTIFACT_NOT_FOUND, (_, build) -> get("/composes/" + build + "/download"));
        onNewCompose(ComposerError.DELETE_JOB, (_, build) -> delete(build));
        onNewCompose(ComposerError.COMPOSE_BAD_STATE, (_, build) -> clone(build));
        onNewCompose(ComposerError.UNSUPPORTED_IMAGE, (manifest, build) -> {
            Work.finish(manifest, "{}");
            Work.finish(build, uploadedTo("{\"name\":\"org.osbuild.aws.s3\",\"options\":{\"url\":\"u\"}}"));
            return clone(build);
        });
        onNewCompose(ComposerError.MANIFEST_FAILED, (manifest, build) -> {
            Work.finish(manifest, FAILED);
            return get("/composes/" + build + "/manifests");
        });
    }

    /** Mostly what workers have reported that cannot be. */
    private void ownFaults() {
        on(ComposerError.DEPSOLVE_FAILED, () -> {
            String id = UUID.randomUUID().toString();
            CompletableFuture<HttpResponse<String>> answer = RunningService.begin(
                    "/search/packages",
                    "{\"distribution\":\"fedora-44\",\"architecture\":\"x86_64\",\"packages\":[\"vim\"]}",
                    id);
            new PlayedWorker(RunningService.statements())
                    .finish(PlayedWorker.jobOf(id).id(), FAILED);
            return answer.join();
        });
        onNewCompose(ComposerError.SEVERAL_TARGETS, (manifest, build) -> {
            Work.finish(manifest, "{}");
            Work.finish(build, uploadedTo("{\"name\":\"org.osbuild.aws\"},{\"name\":\"org.osbuild.gcp\"}"));
            return clone(build);
        });
        onNewCompose(ComposerError.UNKNOWN_TARGET, (manifest, build) -> {
            Work.finish(manifest, "{}");
            Work.finish(build, uploadedTo("{\"name\":\"org.example.shelf\"}"));
            return get("/composes/" + build);
        });
        onNewCompose(ComposerError.MALFORMED_RESULT, (manifest, build) -> {
            Work.finish(manifest, "{}");
            Work.finish(build, "{\"success\":true,\"osbuild_output\":{\"success\":true}}");
            return get("/composes/" + build + "/metadata");
        });
        on(ComposerError.UNEXPECTED_IMAGE_COUNT, () -> get("/composes/" + Work.compose("", Work.job("koji-finalize"))));
        on(ComposerError.DEPENDENCY_STATUS, () -> {
            NewJob manifest = Work.job("image-builder-manifest");
            NewJob build = Work.job("osbuild:x86_64", manifest);
            UUID compose = Work.compose("", manifest, build);
            Work.finish(manifest, "{\"job_error\":\"a text\"}");
            Work.finish(build, "{\"job_error\":{\"id\":9,\"reason\":\"its dependency failed\"}}");
            return get("/composes/" + compose);
        });
        onNewCompose(ComposerError.OSBUILD_JOB_STATUS, (manifest, build) -> {
            Work.finish(manifest, "{}");
            Work.finish(build, "[]");
            return get("/composes/" + build + "/download");
        });
        on(ComposerError.EC2_JOB_STATUS, () -> {
            NewJob copy = Work.job("aws-ec2-copy");
            Work.store("", null, copy);
            Work.finish(copy, "[]");
            return get("/clones/" + copy.id());
        });
        on(ComposerError.COMPOSE_LIST, () -> withoutDatabase("/composes/"));
        on(ComposerError.NOT_AN_API_ERROR, () -> withoutDatabase("/composes/" + UUID.randomUUID()));
        onNewCompose(ComposerError.DELETE_ARTIFACTS, (manifest, build) -> {
            Work.finish(manifest, "{}");
            Work.finish(build, "{}");
            return withFolderTooDeep(build, () -> delete(build));
        });
    }

    @Test
    void no_error_is_forgotten() {
        Set<ComposerError> all = EnumSet.copyOf(occasions.keySet());
        all.addAll(NEVER_RAISED);
        all.addAll(OF_AUTHENTICATION);
        assertThat(all).containsExactlyInAnyOrder(ComposerError.values());
        assertThat(occasions).doesNotContainKeys(NEVER_RAISED.toArray(ComposerError[]::new));
    }

    @TestFactory
    Stream<DynamicTest> errors() {
        return occasions.entrySet().stream()
                .map(occasion -> DynamicTest.dynamicTest(
                        occasion.getKey().name(),
                        () -> assertRaised(
                                occasion.getKey(), occasion.getValue().get())));
    }

    private static void assertRaised(ComposerError error, HttpResponse<String> answer) {
        boolean databaseIsAway = answer.statusCode() == 503;
        assertThat(RunningService.json(answer).path("id").asString())
                .as(answer.body())
                .isEqualTo(Integer.toString(error.number()));
        if (!databaseIsAway) {
            assertThat(answer.statusCode()).isEqualTo(error.status().value());
        }
    }

    private void on(ComposerError error, Supplier<HttpResponse<String>> occasion) {
        occasions.put(error, occasion);
    }

    private void onCompose(ComposerError error, String body) {
        onPost(error, "/compose", body);
    }

    private void onPost(ComposerError error, String path, String body) {
        on(error, () -> RunningService.post(path, "application/json", body));
    }

    private void onGet(ComposerError error, String path) {
        on(error, () -> get(path));
    }

    /** What is done to a compose that nobody has begun with. */
    @FunctionalInterface
    private interface ToCompose {
        HttpResponse<String> with(UUID manifest, UUID build);
    }

    private void onNewCompose(ComposerError error, ToCompose occasion) {
        on(error, () -> {
            NewJob manifest = Work.job("image-builder-manifest");
            NewJob build = Work.given(
                    "osbuild:x86_64", "{\"targets\":[{\"name\":\"org.osbuild.aws.s3\",\"options\":{}}]}", manifest);
            var _ = Work.compose("", manifest, build);
            return occasion.with(manifest.id(), build.id());
        });
    }

    private static String with(String member) {
        return "{" + member + "," + withImage().substring(1);
    }

    private static String bootc(String bootc) {
        return "{\"bootc\":" + bootc + ",\"image_request\":" + image() + "}";
    }

    private static String uploadedTo(String targets) {
        return "{\"success\":true,\"osbuild_output\":{\"success\":true},\"target_results\":[" + targets + "]}";
    }

    private static HttpResponse<String> get(String path) {
        return RunningService.send(RunningService.request(path).GET().build());
    }

    private static HttpResponse<String> delete(UUID compose) {
        return RunningService.send(
                RunningService.request("/composes/" + compose).DELETE().build());
    }

    private static HttpResponse<String> clone(UUID compose) {
        return RunningService.post("/composes/" + compose + "/clone", "application/json", "{\"region\":\"eu-west-1\"}");
    }

    private static HttpResponse<String> withoutDatabase(String path) {
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
        RunningService.withoutDatabase(() -> answer.set(get(path)));
        await().until(() -> get("/composes/" + UUID.randomUUID()).statusCode() == 404);
        return answer.get();
    }

    /** Meanwhile the job has a folder in which the paths of the innermost ones are longer than the system takes. */
    private static <T> T withFolderTooDeep(UUID job, Supplier<T> work) {
        Path own = RunningService.ARTIFACTS.resolve(job.toString());
        Path aside = own.resolveSibling("aside");
        try {
            Files.createDirectories(aside.resolve(DEEP));
            Path place = Files.createDirectories(own.resolve(DEEP)).resolve("deeper");
            Files.move(aside, place);
            try {
                return work.get();
            } finally {
                Files.move(place, aside);
                FileSystemUtils.deleteRecursively(aside);
                FileSystemUtils.deleteRecursively(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
