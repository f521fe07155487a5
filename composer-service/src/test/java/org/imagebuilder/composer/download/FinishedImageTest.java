package org.imagebuilder.composer.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
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

class FinishedImageTest {

    private static final UUID ID = new UUID(0, 1);
    private static final String LOCAL =
            "{\"name\":\"org.osbuild.worker.server\",\"osbuild_artifact\":{\"export_filename\":\"disk.qcow2\"}}";

    @Test
    @DisplayName("C22 the file of the single target, from the attempt that finished")
    void file() {
        assertThat(FinishedImage.of(finished("{\"success\":true,\"target_results\":[" + LOCAL + "]}")))
                .isEqualTo(new FinishedImage(new Attempt(ID, 3), new ArtifactName("disk.qcow2")));
    }

    @ParameterizedTest
    @DisplayName("C22 what is not finished has nothing to download")
    @CsvSource(delimiter = '|', textBlock = """
            PENDING  | 1022: the compose is not finished
            READY    | 1022: the compose is not finished
            RUNNING  | 1022: the compose is not finished
            CANCELED | 1022: the compose was cancelled
            """)
    void unfinished(JobState state, String error) {
        String partial = "{\"success\":true,\"target_results\":[" + LOCAL + "]}";
        assertThat(refusal(job("osbuild:x86_64", state, partial))).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"success":false}                                               | 1022: the build has failed
            {"osbuild_output":{"success":false},"target_results":[L,L]}     | 1022: the build has failed
            {"success":true}                                                | 1006: the image has 0 upload targets
            {"success":true,"target_results":null}                          | 1006: the image has 0 upload targets
            {"success":true,"target_results":[L,L]}                         | 1006: the image has 2 upload targets
            {"success":true,"target_results":[{"name":"org.osbuild.aws"}]}  | 1022: the upload target has no file
            {"success":true,"target_results":[7]}                           | 1022: the upload target has no file
            {"success":true,"target_results":[{"osbuild_artifact":{"export_filename":""}}]}       | 1022: the upload target has no file
            {"success":true,"target_results":[{"osbuild_artifact":{"export_filename":"../x"}}]}   | 1022: the upload target has no file
            {"success":true,"target_results":[{"osbuild_artifact":{"export_filename":"a\\u000ab"}}]} | 1022: the upload target has no file
            []                                                              | 1017: the build's result is no object
            {"success":"yes"}                                               | 1017: success must be true or false
            """)
    void results_without_a_file(String result, String error) {
        assertThat(refusal(finished(result.replace("L", LOCAL)))).isEqualTo(error);
    }

    @Test
    void a_build_without_a_result_is_unreadable() {
        assertThat(refusal(job("osbuild:x86_64", JobState.FINISHED, null)))
                .isEqualTo("1017: the build is finished, but has no result");
    }

    @ParameterizedTest
    @DisplayName("K8 other kinds of jobs have nothing to download")
    @CsvSource({"koji-finalize", "image-builder-manifest", "depsolve"})
    void others(String type) {
        assertThat(refusal(job(type, JobState.FINISHED, "{\"success\":true}"))).startsWith("26: ");
    }

    private static String refusal(JobSnapshot job) {
        return Requests.told(catchThrowableOfType(ApiException.class, () -> FinishedImage.of(job)));
    }

    private static JobSnapshot finished(String result) {
        return job("osbuild:x86_64", JobState.FINISHED, result);
    }

    private static JobSnapshot job(String type, JobState state, @Nullable String result) {
        Instant time = Instant.parse("2026-11-01T12:00:00Z");
        String digest = result == null ? null : ResultDigest.of(result).toString();
        return new JobSnapshot(ID, null, type, "", state, 3, 2, time, time, time, null, () -> digest, List.of());
    }
}
