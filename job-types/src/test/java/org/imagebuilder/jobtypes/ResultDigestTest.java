package org.imagebuilder.jobtypes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultDigestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                           | {}
            {"success":true,"host_os":"x","upload_status":"success"}     | {"success":true,"upload_status":"success"}
            {"osbuild_output":{"log":{"a":[{"id":1}]},"success":true}}   | {"osbuild_output":{"success":true}}
            {"osbuild_output":{"log":{}}}                                | {"osbuild_output":{}}
            {"osbuild_output":null}                                      | {"osbuild_output":null}
            {"osbuild_output":{"error":{"a":1.50},"errors":[{}]}}        | {"osbuild_output":{"error":{"a":1.50}}}
            {"log":{"success":false},"build_id":7,"token":"t"}           | {"build_id":7}
            {"ami":"ami-1","region":"eu-west-1","log":"copied"}          | {"ami":"ami-1","region":"eu-west-1"}
            {"progress":{"message":"m","done":1,"total":2}}              | {"progress":{"message":"m","done":1,"total":2}}
            {"koji_error":"","job_error":{"id":1,"reason":"\\u0000"}}    | {"koji_error":"","job_error":{"id":1,"reason":"\\u0000"}}
            {"target_results":[{"name":"n","options":null}]}             | {"target_results":[{"name":"n","options":null}]}
            [1,{"success":true}]                                         | null
            null                                                         | null
            "text"                                                       | null
            """)
    void a_digest_keeps_what_status_queries_need_and_nothing_else(String result, String digest) {
        assertThat(ResultDigest.of(result)).hasToString(digest);
        assertThat(ResultDigest.parse(digest)).hasToString(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{\"a\":", "{} {}", "{\"log\":\"\u0001\"}", "{a:1}", "[1", "{\"a\":1,}", "nul"})
    void what_is_no_json_is_refused(String result) {
        assertThatThrownBy(() -> ResultDigest.of(result)).isInstanceOf(MalformedResultException.class);
    }

    @Test
    void deep_nesting_is_refused_before_it_hurts() {
        String bomb = "{\"x\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> ResultDigest.of(bomb)).isInstanceOf(MalformedResultException.class);
    }

    @Test
    void large_logs_leave_no_trace() {
        String log = "line\\n".repeat(2_000_000);
        String result = "{\"osbuild_output\":{\"log\":{\"os\":[{\"output\":\"" + log + "\"}]},\"success\":true}}";
        assertThat(ResultDigest.of(result)).hasToString("{\"osbuild_output\":{\"success\":true}}");
    }

    @ParameterizedTest
    @DisplayName("S5 S6 the error of a finished osbuild job, reported or derived")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            {"job_error":{"id":20,"reason":"r"},"osbuild_output":{"error":"e"}} | 20
            {"job_error":null}                                                  | 10
            {"success":false}                                                   | 10
            {"osbuild_output":null}                                             | 10
            []                                                                  | 10
            {"osbuild_output":{"success":false,"error":{"type":"x"}}}           | 18
            {"osbuild_output":{"success":false,"error":null}}                   | none
            {"osbuild_output":{},"target_results":[{"name":"n","target_error":{"id":11,"reason":"r"}}]} | 28
            {"osbuild_output":{},"target_results":[{"name":"n","target_error":null}]}                   | none
            {"osbuild_output":{},"target_results":null}                         | none
            """)
    void errors_of_osbuild_jobs(String result, Integer error) {
        assertThat(ResultDigest.of(result).errorOf(JobType.OSBUILD).map(JobError::id))
                .isEqualTo(Optional.ofNullable(error));
    }

    @Test
    @DisplayName("S7 target errors are listed with the target's name as details")
    void target_errors_are_listed() {
        JobError error = ResultDigest.of("""
                {"osbuild_output":{"success":true},"target_results":[
                  {"name":"org.osbuild.aws","target_error":{"id":11,"reason":"no bucket","details":"long"}},
                  {"name":"org.osbuild.gcp"}]}""").errorOf(JobType.OSBUILD).orElseThrow();
        assertThat(error.details())
                .hasToString("[{\"id\":11,\"reason\":\"no bucket\",\"details\":\"org.osbuild.aws\"}]");
    }

    @Test
    @DisplayName("S6 an error within osbuild's output becomes the reason as it is")
    void old_error_text_is_the_reason() {
        assertThat(ResultDigest.of("{\"osbuild_output\":{\"error\":{\"type\":\"x\"}}}")
                        .errorOf(JobType.OSBUILD))
                .map(JobError::reason)
                .contains("{\"type\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"success":true}                                                          | true
            {"success":false}                                                         | false
            {"osbuild_output":{"success":true}}                                       | true
            {"success":false,"osbuild_output":{"success":true}}                       | true
            {"osbuild_output":{"success":false}}                                      | false
            {"osbuild_output":{"success":true},"job_error":{"id":11,"reason":"r"}}    | false
            {"osbuild_output":{"success":true,"error":"e"}}                           | false
            {"osbuild_output":{"success":true},"target_results":[{"target_error":{}}]} | false
            null                                                                      | false
            """)
    void success_is_read_from_osbuilds_output_when_old_workers_leave_it_out(String result, boolean success) {
        assertThat(ResultDigest.of(result).osbuildSuccess()).isEqualTo(success);
    }

    @ParameterizedTest
    @DisplayName("K4 an output of osbuild that does not speak of success is a failure, no output is none yet")
    @CsvSource(delimiter = '|', textBlock = """
            {"osbuild_output":{"success":true}}   | false
            {"osbuild_output":{"success":false}}  | true
            {"osbuild_output":{"success":null}}   | true
            {"osbuild_output":{}}                 | true
            {"osbuild_output":null}               | false
            {"success":false}                     | false
            null                                  | false
            """)
    void failure_in_osbuilds_output(String result, boolean failure) {
        assertThat(ResultDigest.of(result).osbuildFailure()).isEqualTo(failure);
    }

    @Test
    @DisplayName("K5 old koji errors count as failures")
    void old_koji_errors_are_derived() {
        ResultDigest digest = ResultDigest.of("{\"koji_error\":\"no such tag\"}");
        assertThat(digest.errorOf(JobType.KOJI_INIT)).map(JobError::id).contains(18);
        assertThat(digest.errorOf(JobType.KOJI_FINALIZE)).map(JobError::reason).contains("no such tag");
        assertThat(digest.errorOf(JobType.DEPSOLVE)).isEmpty();
        assertThat(digest.derivedErrors()).containsOnlyKeys(JobType.OSBUILD, JobType.KOJI_INIT, JobType.KOJI_FINALIZE);
    }

    @Test
    void a_reported_error_leaves_nothing_to_derive() {
        assertThat(ResultDigest.of("{\"job_error\":{\"id\":23,\"reason\":\"r\"},\"koji_error\":\"k\"}")
                        .derivedErrors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"job_error\":5}",
                "{\"job_error\":{\"id\":\"x\"}}",
                "{\"job_error\":{\"id\":99999999999}}",
                "{\"job_error\":{\"id\":1,\"reason\":{}}}",
                "{\"job_error\":[]}"
            })
    void an_error_of_the_wrong_shape_is_refused(String result) {
        ResultDigest digest = ResultDigest.of(result);
        assertThatThrownBy(digest::jobError).isInstanceOf(MalformedResultException.class);
    }

    @Test
    void success_of_the_wrong_type_is_refused() {
        ResultDigest digest = ResultDigest.of("{\"success\":\"yes\"}");
        assertThatThrownBy(digest::osbuildSuccess).isInstanceOf(MalformedResultException.class);
    }
}
