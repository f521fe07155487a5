package org.imagebuilder.composer.cloning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OriginalImageTest {

    private static final String RESULT = """
            {"success":true,"osbuild_output":{"success":true},
             "target_results":[{"name":"org.osbuild.aws","options":{"ami":"ami-1","region":"us-east-1"}}]}""";
    private static final String ARGUMENTS = """
            {"targets":[{"name":"org.osbuild.aws","options":{"region":"us-east-1","shareWithAccounts":["1","2"]}}]}""";

    @Test
    @DisplayName("C23 where the image is, and who may use it")
    void image() {
        JsonNode upload = OriginalImage.upload(build(JobState.FINISHED, RESULT));
        JsonNode arguments = OriginalImage.arguments(ARGUMENTS);
        assertThat(OriginalImage.place(upload, arguments)).isEqualTo(new ImagePlace("ami-1", "us-east-1"));
        assertThat(OriginalImage.accounts(arguments)).containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"targets":[{"options":{"shareWithAccounts":null}}]}
            {"targets":[{"options":{}}]}
            {"targets":[]}
            """)
    void an_image_need_not_be_shared(String arguments) {
        assertThat(OriginalImage.accounts(OriginalImage.arguments(arguments))).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("C23 a compose that is not finished, or has failed")
    @CsvSource({"PENDING", "READY", "RUNNING", "CANCELED"})
    void unfinished(JobState state) {
        assertThat(refusal(build(state, state == JobState.RUNNING ? RESULT : null)))
                .isEqualTo("31: null");
    }

    @ParameterizedTest
    @DisplayName("C23 a finished compose that cannot be cloned")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"success":false,"osbuild_output":{"success":false}}                      | 31: null
            {"job_error":{"id":10,"reason":"r"}}                                      | 31: null
            null                                                                      | 31: null
            {"success":true}                                                          | 1012: the build does not tell where the image is
            {"success":true,"target_results":null}                                    | 1012: the build does not tell where the image is
            {"success":"yes"}                                                         | 1012: success must be true or false
            {"success":true,"target_results":[]}                                      | 1006: the image was uploaded to 0 targets
            {"success":true,"target_results":[{"name":"org.osbuild.aws"},{"name":"org.osbuild.aws"}]} | 1006: the image was uploaded to 2 targets
            {"success":true,"target_results":[{"name":"org.osbuild.koji"}]}           | 1007: org.osbuild.koji
            """)
    void results(String result, String refusal) {
        assertThat(refusal(build(JobState.FINISHED, result))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @DisplayName("C23 an image that is not in EC2 cannot be cloned")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"name":"org.osbuild.aws"}    | {}                                             | 1006: the image was to go to 0 targets
            {"name":"org.osbuild.aws"}    | {"targets":[{"name":"org.osbuild.aws"},{}]}    | 1006: the image was to go to 2 targets
            {"name":"org.osbuild.aws.s3"} | {"targets":[{"name":"org.osbuild.aws.s3"}]}    | 32: null
            {"name":"org.osbuild.aws.s3"} | {"targets":[{"name":"org.osbuild.aws"}]}       | 32: null
            {"name":"org.osbuild.aws"}    | {"targets":[{"name":"org.osbuild.aws.s3"}]}    | 32: null
            {"name":"org.osbuild.aws"}    | {"targets":[{"name":"org.osbuild.aws"}]}       | 1012: the build does not tell the image's AMI
            {"name":"org.osbuild.aws","options":null} | {"targets":[{"name":"org.osbuild.aws"}]} | 1012: the build does not tell the image's AMI
            {"name":"org.osbuild.aws","options":{"ami":"","region":""}} | {"targets":[{"name":"org.osbuild.aws"}]} | 1012: the build does not tell the image's AMI
            """)
    void targets(String upload, String arguments, String refusal) {
        ApiException told = catchThrowableOfType(
                ApiException.class,
                () -> OriginalImage.place(OriginalImage.arguments(upload), OriginalImage.arguments(arguments)));
        assertThat(Requests.told(told)).isEqualTo(refusal);
    }

    @Test
    @DisplayName("C23 other jobs have no image")
    void other_jobs() {
        assertThat(refusal(job("image-builder-manifest", JobState.FINISHED, "{}")))
                .isEqualTo("26: null");
    }

    private static String refusal(JobSnapshot job) {
        return Requests.told(catchThrowableOfType(ApiException.class, () -> OriginalImage.upload(job)));
    }

    private static JobSnapshot build(JobState state, @Nullable String result) {
        return job("osbuild:x86_64", state, result);
    }

    private static JobSnapshot job(String type, JobState state, @Nullable String result) {
        String digest = result == null ? null : ResultDigest.of(result).toString();
        return new JobSnapshot(
                UUID.randomUUID(),
                null,
                type,
                "",
                state,
                1,
                0,
                Instant.EPOCH,
                null,
                null,
                null,
                () -> digest,
                List.of());
    }
}
