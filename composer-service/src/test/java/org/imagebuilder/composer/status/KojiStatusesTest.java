package org.imagebuilder.composer.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KojiStatusesTest {

    private static final String INIT = "{\"build_id\":7,\"token\":\"t\",\"koji_error\":\"\"}";
    private static final String BUILT = "{\"success\":true,\"osbuild_output\":{\"success\":true}}";
    private static final String FINALIZED = "{\"koji_error\":\"\"}";

    private final Compose compose = new Compose();

    @Test
    @DisplayName("K2 before anything ran, everything is pending")
    void fresh() {
        UUID init = compose.job("koji-init", JobState.READY, null);
        UUID x86 = compose.job("osbuild:x86_64", JobState.PENDING, null, init);
        UUID arm = compose.job("osbuild:aarch64", JobState.PENDING, null, init);
        UUID id = compose.job("koji-finalize", JobState.PENDING, null, init, x86, arm);
        assertThat(status()).isEqualTo(json("""
                {"href":"/api/image-builder-composer/v2/composes/%1$s","id":"%1$s","kind":"ComposeStatus",
                 "status":"pending","image_status":{"status":"pending"},
                 "image_statuses":[{"status":"pending"},{"status":"pending"}],"koji_status":{}}""".formatted(id)));
    }

    @ParameterizedTest
    @DisplayName("K3 the id of the koji build, once there is one")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "none", textBlock = """
            RUNNING  | none                               | {}
            FINISHED | {"build_id":42}                    | {"build_id":42}
            FINISHED | {"build_id":9223372036854775807}   | {"build_id":9223372036854775807}
            FINISHED | {"build_id":0}                     | {}
            FINISHED | {}                                 | {}
            FINISHED | {"build_id":null}                  | {}
            CANCELED | {"build_id":42}                    | {}
            """)
    void build_ids(JobState state, @Nullable String result, String shown) {
        UUID init = compose.job("koji-init", state, result);
        UUID build = compose.job("osbuild:x86_64", JobState.PENDING, null, init);
        compose.job("koji-finalize", JobState.PENDING, null, init, build);
        assertThat(status().path("koji_status")).isEqualTo(json(shown));
    }

    @ParameterizedTest
    @DisplayName("K3 K5 when koji-init failed, the images have failed at once, and the compose when all is done")
    @ValueSource(strings = {"{\"job_error\":{\"id\":15,\"reason\":\"r\"}}", "{\"koji_error\":\"no such tag\"}"})
    void failed_init(String result) {
        UUID init = compose.finished("koji-init", result);
        UUID waiting = compose.job("osbuild:x86_64", JobState.PENDING, null, init);
        UUID failed = compose.finished("osbuild:x86_64", "{\"job_error\":{\"id\":26,\"reason\":\"d\"}}", init);
        compose.job("koji-finalize", JobState.PENDING, null, init, waiting, failed);
        assertStatus("pending", "failure", "failure");
        assertThat(status().path("koji_status")).isEqualTo(json("{}"));
        assertThat(status().at("/image_statuses/0").has("error")).isFalse();
        assertThat(status().at("/image_statuses/1/error/details/0/id").asInt())
                .isEqualTo(result.contains("15") ? 15 : 18);

        compose.finished("koji-finalize", "{\"job_error\":{\"id\":13,\"reason\":\"r\"}}", init, waiting, failed);
        assertStatus("failure", "failure", "failure");
    }

    @ParameterizedTest
    @DisplayName("K4 an image whose build failed is a failure, and so is the compose, but no other image")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"success":false,"osbuild_output":{"success":false}}                             | 0
            {"osbuild_output":{}}                                                            | 0
            {"osbuild_output":{"success":true},"job_error":{"id":11,"reason":"r"}}           | 11
            {"success":false}                                                                | 10
            {"osbuild_output":{"success":true,"error":"e"}}                                  | 18
            {"osbuild_output":{"success":true},"target_results":[{"name":"org.osbuild.koji","target_error":{"id":14,"reason":"r"}}]} | 28
            """)
    void failed_builds(String result, int error) {
        UUID init = compose.finished("koji-init", INIT);
        UUID good = compose.finished("osbuild:x86_64", BUILT, init);
        UUID bad = compose.finished("osbuild:aarch64", result, init);
        compose.job("koji-finalize", JobState.RUNNING, null, init, good, bad);
        assertStatus("pending", "success", "failure");
        assertThat(status().at("/image_statuses/1/error/id").asInt(0)).isEqualTo(error);
        assertThat(status().at("/image_statuses/0").has("error")).isFalse();
        assertThat(status().path("image_status")).isEqualTo(status().at("/image_statuses/0"));

        compose.finished("koji-finalize", FINALIZED, init, good, bad);
        assertStatus("failure", "success", "failure");
    }

    @Test
    @DisplayName("K4 E1 a failed manifest shows through the build")
    void failed_manifest() {
        UUID init = compose.finished("koji-init", INIT);
        UUID manifest = compose.finished("image-builder-manifest", "{\"job_error\":{\"id\":23,\"reason\":\"why\"}}");
        UUID build = compose.finished("osbuild:x86_64", "{\"job_error\":{\"id\":9,\"reason\":\"r\"}}", init, manifest);
        compose.job("koji-finalize", JobState.READY, null, init, build);
        assertThat(status().at("/image_status/error"))
                .isEqualTo(json("{\"id\":9,\"reason\":\"r\",\"details\":[{\"id\":23,\"reason\":\"why\"}]}"));
    }

    @ParameterizedTest
    @DisplayName("K5 K6 when the images could not be registered, the compose has failed although they succeeded")
    @ValueSource(strings = {"{\"job_error\":{\"id\":16,\"reason\":\"r\"}}", "{\"koji_error\":\"no such tag\"}"})
    void failed_finalize(String result) {
        twoImages(JobState.FINISHED, BUILT, JobState.FINISHED, result);
        assertStatus("failure", "success", "success");
    }

    @Test
    @DisplayName("K6 a compose has succeeded when all its jobs have")
    void success() {
        twoImages(JobState.FINISHED, BUILT, JobState.FINISHED, FINALIZED);
        assertStatus("success", "success", "success");
        assertThat(status().path("koji_status")).isEqualTo(json("{\"build_id\":7}"));
        assertThat(status().path("image_status")).isEqualTo(json("{\"status\":\"success\"}"));
    }

    @Test
    @DisplayName("K3 a build that runs is building, with its progress")
    void building() {
        twoImages(JobState.RUNNING, "{\"progress\":{\"done\":1,\"total\":3}}", JobState.PENDING, null);
        assertStatus("pending", "success", "building");
        assertThat(status().at("/image_statuses/1/progress")).isEqualTo(json("{\"done\":1,\"total\":3}"));
    }

    @Test
    @DisplayName("S10 a cancelled compose has failed, without errors")
    void cancelled() {
        twoImages(JobState.CANCELED, null, JobState.CANCELED, null);
        assertStatus("failure", "success", "failure");
        assertThat(status().at("/image_statuses/1")).isEqualTo(json("{\"status\":\"failure\"}"));
    }

    @Test
    @DisplayName("K7 cloud targets are listed and the koji target is not, each with its own build's success")
    void uploads() {
        UUID init = compose.finished("koji-init", INIT);
        String koji = "{\"name\":\"org.osbuild.koji\",\"options\":{\"image\":{}}}";
        UUID good = compose.finished("osbuild:x86_64", """
                {"success":true,"osbuild_output":{"success":true},"target_results":[%s,
                 {"name":"org.osbuild.aws","options":{"ami":"a","region":"r"}}]}""".formatted(koji), init);
        UUID bad = compose.finished("osbuild:x86_64", """
                {"osbuild_output":{"success":true},"target_results":[%s,
                 {"name":"org.osbuild.gcp","options":null,"target_error":{"id":11,"reason":"r"}}]}""".formatted(koji), init);
        // neither is the other's: the job that registers them has no error of its own, nor made them fail
        compose.finished("koji-finalize", FINALIZED, init, good, bad);
        JsonNode images = status().path("image_statuses");
        assertThat(images.at("/0/upload_statuses")).isEqualTo(json("""
                [{"type":"aws","status":"success","options":{"ami":"a","region":"r"}}]"""));
        assertThat(images.at("/1/upload_statuses")).isEqualTo(json("""
                [{"type":"gcp","status":"failure","options":{"project_id":"","image_name":""}}]"""));
        assertThat(images.at("/1/upload_status")).isEqualTo(images.at("/1/upload_statuses/0"));

        compose.finished("koji-finalize", "{\"job_error\":{\"id\":16,\"reason\":\"r\"}}", init, good);
        assertThat(status().at("/image_status/upload_status/status").asString()).isEqualTo("success");
    }

    @ParameterizedTest
    @DisplayName("K3 results that make no sense are errors and no statuses")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "none", textBlock = """
            {"build_id":9223372036854775808} | {} | 1012
            {"build_id":-1}                  | {} | 1012
            {"build_id":"7"}                 | {} | 1012
            none                             | {} | 1012
            {"job_error":"text"}             | {} | 1012
            {}                               | none | 1012
            {}                               | {"osbuild_output":{"success":"yes"}} | 1012
            """)
    void unreadable_results(@Nullable String init, @Nullable String build, int error) {
        UUID initId = compose.job("koji-init", JobState.FINISHED, init);
        UUID buildId = compose.job("osbuild:x86_64", JobState.FINISHED, build, initId);
        compose.job("koji-finalize", JobState.FINISHED, FINALIZED, initId, buildId);
        assertError(error);
    }

    @Test
    void a_registration_without_a_result_is_an_error() {
        twoImages(JobState.FINISHED, BUILT, JobState.FINISHED, null);
        assertError(1012);
    }

    @Test
    @DisplayName("a compose without builds is an error")
    void no_builds() {
        UUID init = compose.finished("koji-init", INIT);
        compose.job("koji-finalize", JobState.PENDING, null, init);
        assertError(1015);
    }

    private void twoImages(JobState build, @Nullable String result, JobState state, @Nullable String finalize) {
        UUID init = compose.finished("koji-init", INIT);
        UUID first = compose.finished("osbuild:x86_64", BUILT, init);
        UUID second = compose.job("osbuild:aarch64", build, result, init);
        compose.job("koji-finalize", state, finalize, init, first, second);
    }

    private void assertStatus(String status, String... images) {
        assertThat(status().path("status").asString()).isEqualTo(status);
        assertThat(status().path("image_statuses"))
                .extracting(image -> image.path("status").asString())
                .containsExactly(images);
    }

    private void assertError(int error) {
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> new ComposeStatuses(KeptImages.NONE).of(compose.jobs()));
        assertThat(e.error().number()).isEqualTo(error);
    }

    private JsonNode status() {
        return json(JsonMapper.shared().writeValueAsString(new ComposeStatuses(KeptImages.NONE).of(compose.jobs())));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
