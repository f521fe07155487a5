package org.imagebuilder.composer.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComposeStatusesTest {

    @ParameterizedTest
    @DisplayName("S1 S2 S4 S10 state of the job and its result decide")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "none", textBlock = """
            PENDING  | none                                  | pending | pending
            READY    | none                                  | pending | pending
            RUNNING  | none                                  | pending | building
            FINISHED | {"success":true,"osbuild_output":{"success":true}} | success | success
            FINISHED | {"osbuild_output":{"success":true}}   | success | success
            CANCELED | none                                  | failure | failure
            CANCELED | {"success":true,"osbuild_output":{},"target_results":[{"name":"org.osbuild.aws"}],"progress":{"done":1,"total":2}} | failure | failure
            """)
    void states(JobState state, @Nullable String result, String compose, String image) {
        assertThat(status(state, result)).isEqualTo(json("""
                {"href":"/api/image-builder-composer/v2/composes/00000000-0000-0000-0000-000000000001",
                 "id":"00000000-0000-0000-0000-000000000001","kind":"ComposeStatus","status":"%s",
                 "image_status":{"status":"%s"}}""".formatted(compose, image)));
    }

    @ParameterizedTest
    @DisplayName("S3 progress is shown two levels deep, and changes no state")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"message":"m","done":10,"total":20,"sub_progress":{"message":"m","done":5,"total":6,"sub_progress":{"done":1,"total":1}}} | {"done":10,"total":20,"subprogress":{"done":5,"total":6}}
            {"done":0,"total":7,"sub_progress":null} | {"done":0,"total":7}
            {}                                       | {"done":0,"total":0}
            """)
    void progress(String stored, String shown) {
        JsonNode status = status(JobState.RUNNING, "{\"progress\":" + stored + "}");
        assertThat(status.at("/image_status/progress")).isEqualTo(json(shown));
        assertThat(status.path("status").asString()).isEqualTo("pending");
        assertThat(status.at("/image_status/status").asString()).isEqualTo("building");
    }

    @ParameterizedTest
    @DisplayName("S5 S6 a finished job with an error, reported or not, has failed")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"success":false,"job_error":{"id":10,"reason":"r"}}               | 10
            {"success":false}                                                  | 10
            {"osbuild_output":{"success":true,"error":"bad"}}                  | 18
            {"osbuild_output":{"success":true},"target_results":[{"name":"org.osbuild.aws","target_error":{"id":11,"reason":"r"}}]} | 28
            """)
    void errors(String result, int error) {
        JsonNode status = status(JobState.FINISHED, result);
        assertThat(status.path("status").asString()).isEqualTo("failure");
        assertThat(status.at("/image_status/status").asString()).isEqualTo("failure");
        assertThat(status.at("/image_status/error/id").asInt()).isEqualTo(error);
        assertThat(status.at("/image_status/error/reason").isString()).isTrue();
    }

    @Test
    @DisplayName("S7 S11 a failed upload has empty options, with or without a member for them")
    void failed_uploads() {
        JsonNode image = status(JobState.FINISHED, """
                {"osbuild_output":{"success":true},"target_results":[
                  {"name":"org.osbuild.aws","options":null,"target_error":{"id":11,"reason":"r"}},
                  {"name":"org.osbuild.gcp","target_error":{"id":12,"reason":"s"}}]}""").path("image_status");
        assertThat(image.path("error").path("details")).isEqualTo(json("""
                [{"id":11,"reason":"r","details":"org.osbuild.aws"},{"id":12,"reason":"s","details":"org.osbuild.gcp"}]"""));
        assertThat(image.path("upload_statuses")).isEqualTo(json("""
                [{"type":"aws","status":"failure","options":{"ami":"","region":""}},
                 {"type":"gcp","status":"failure","options":{"project_id":"","image_name":""}}]"""));
        assertThat(image.path("upload_status")).isEqualTo(image.at("/upload_statuses/0"));
    }

    @ParameterizedTest
    @DisplayName("S8 where an image went")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            org.osbuild.aws               | {"ami":"a","region":"r","more":1}      | aws               | {"ami":"a","region":"r"}
            org.osbuild.aws.s3            | {"url":"u"}                            | aws.s3            | {"url":"u"}
            org.osbuild.gcp               | {"image_name":"i","project_id":"p"}    | gcp               | {"project_id":"p","image_name":"i"}
            org.osbuild.azure.image       | {"image_name":"i"}                     | azure             | {"image_name":"i"}
            org.osbuild.container         | {"url":"u","digest":"d"}               | container         | {"url":"u","digest":"d"}
            org.osbuild.oci.objectstorage | {"url":"u"}                            | oci.objectstorage | {"url":"u"}
            org.osbuild.worker.server     | {"artifact_relative_path":"disk.qcow2"} | local            | {"artifact_path":"/srv/artifacts/00000000-0000-0000-0000-000000000001/disk.qcow2"}
            org.osbuild.worker.server     | {"artifact_relative_path":"gone.raw"}   | local             | {"artifact_path":""}
            org.osbuild.worker.server     | {}                                     | local             | {"artifact_path":""}
            """)
    void uploads(String target, String options, String type, String shown) {
        JsonNode image = status(
                        JobState.FINISHED,
                        "{\"success\":true,\"osbuild_output\":{\"success\":true},\"target_results\":[{\"name\":\""
                                + target + "\",\"options\":" + options + "}]}")
                .path("image_status");
        assertThat(image.path("upload_status"))
                .isEqualTo(json("{\"type\":\"" + type + "\",\"status\":\"success\",\"options\":" + shown + "}"));
        assertThat(image.at("/upload_statuses/0")).isEqualTo(image.path("upload_status"));
        assertThat(image.has("error")).isFalse();
    }

    @Test
    @DisplayName("K10 the koji target is no upload")
    void koji_targets_are_not_shown() {
        assertThat(status(
                                JobState.FINISHED,
                                "{\"success\":true,\"osbuild_output\":{},\"target_results\":[{\"name\":\"org.osbuild.koji\"}]}")
                        .path("image_status")
                        .propertyNames())
                .containsExactly("status");
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, running", "READY, pending"})
    void an_upload_is_as_far_as_its_job(JobState state, String upload) {
        JsonNode image = status(state, "{\"target_results\":[{\"name\":\"org.osbuild.aws.s3\"}]}")
                .path("image_status");
        assertThat(image.at("/upload_status/status").asString()).isEqualTo(upload);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "none", textBlock = """
            osbuild:x86_64 | none                                                      | 1012
            osbuild:x86_64 | null                                                      | 1012
            osbuild:x86_64 | {"job_error":"text"}                                      | 1012
            osbuild:x86_64 | {"success":true,"osbuild_output":{},"target_results":[{"name":"org.osbuild.vmware"}]} | 1007
            image-builder-manifest | {}                                                | 26
            koji-init      | {}                                                        | 26
            """)
    void what_cannot_be_shown_is_an_error(String type, @Nullable String result, int error) {
        Compose compose = new Compose();
        compose.job(type, JobState.FINISHED, result);
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> new ComposeStatuses(KeptImages.NONE).of(compose.jobs()));
        assertThat(e.error().number()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 26})
    @DisplayName("E1 the status shows the whole chain of errors")
    void chains_are_shown(int error) {
        Compose compose = new Compose();
        var manifest = compose.finished("image-builder-manifest", "{\"job_error\":{\"id\":23,\"reason\":\"why\"}}");
        compose.finished("osbuild:x86_64", "{\"job_error\":{\"id\":" + error + ",\"reason\":\"r\"}}", manifest);
        JsonNode status = JsonMapper.shared().valueToTree(new ComposeStatuses(KeptImages.NONE).of(compose.jobs()));
        assertThat(status.at("/image_status/error"))
                .isEqualTo(
                        json("{\"id\":" + error + ",\"reason\":\"r\",\"details\":[{\"id\":23,\"reason\":\"why\"}]}"));
    }

    private static JsonNode status(JobState state, @Nullable String result) {
        Compose compose = new Compose();
        compose.job("osbuild:x86_64", state, result);
        return json(JsonMapper.shared()
                .writeValueAsString(new ComposeStatuses(ComposeStatusesTest::kept).of(compose.jobs())));
    }

    private static Optional<Path> kept(JobSnapshot job, String name) {
        return Optional.of(Path.of("/srv/artifacts", job.id().toString(), name))
                .filter(file -> file.endsWith("disk.qcow2"));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
