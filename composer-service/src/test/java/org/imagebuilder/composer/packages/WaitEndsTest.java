package org.imagebuilder.composer.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.waiting.WaitEnd;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitEndsTest {

    private static final Failure FAILURE = new Failure(20, "DNF failed");

    @Test
    void a_job_without_error_is_a_success() {
        JobSnapshot job = job(JobState.FINISHED, null, "{}");
        assertThat(PackageJobs.succeeded(new WaitEnd.Ended(job))).isEqualTo(job);
    }

    @ParameterizedTest
    @DisplayName("C26 C27 a failure is told in the worker's words")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', nullValues = "none", textBlock = """
            {"job_error":{"id":20,"reason":"r","details":"no match for tmx"}} | DNF failed: no match for tmx
            {"job_error":{"id":20,"reason":"r","details":{"a":[1]}}}          | DNF failed: {"a":[1]}
            {"job_error":{"id":20,"reason":"r","details":null}}               | DNF failed
            {"job_error":{"id":20,"reason":"r"}}                              | DNF failed
            {"job_error":"not even an object"}                                | DNF failed
            {}                                                                | DNF failed
            null                                                              | DNF failed
            none                                                              | DNF failed
            """)
    void failures(@Nullable String digest, String details) {
        assertThat(refusal(new WaitEnd.Ended(job(JobState.FINISHED, FAILURE, digest))))
                .isEqualTo("1002: " + details);
    }

    @Test
    void a_very_long_failure_is_cut() {
        String digest = "{\"job_error\":{\"id\":20,\"reason\":\"r\",\"details\":\"" + "🌱".repeat(10_000) + "\"}}";
        assertThat(refusal(new WaitEnd.Ended(job(JobState.FINISHED, FAILURE, digest))))
                .startsWith("1002: DNF failed: 🌱")
                .endsWith("🌱…")
                .hasSizeBetween(4000, 4010);
    }

    @Test
    @DisplayName("C26 C27 a job that is cancelled, and one that takes too long")
    void others() {
        assertThat(refusal(new WaitEnd.Ended(job(JobState.CANCELED, null, null))))
                .isEqualTo("1002: the job was cancelled");
        assertThat(refusal(new WaitEnd.TimedOut(Duration.ofMinutes(5))))
                .isEqualTo("1002: no worker was done with it within 300 s");
    }

    private static String refusal(WaitEnd end) {
        return Requests.told(catchThrowableOfType(ApiException.class, () -> PackageJobs.succeeded(end)));
    }

    private static JobSnapshot job(JobState state, @Nullable Failure failure, @Nullable String digest) {
        return new JobSnapshot(
                UUID.randomUUID(),
                null,
                "depsolve",
                "",
                state,
                1,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                failure,
                () -> digest,
                List.of());
    }
}
