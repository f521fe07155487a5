package org.imagebuilder.gateway.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultMeaningTest {

    private static Outcome meaning(String result) {
        return ResultMeaning.of(RawJson.of(result));
    }

    @Test
    void a_reported_error_is_the_failure_whatever_the_type() {
        Outcome outcome = meaning("{\"job_error\":{\"id\":20,\"reason\":\"no such package\"}}");

        assertThat(outcome.failure()).isEqualTo(new Failure(20, "no such package"));
        assertThat(outcome.failureByType()).isEmpty();
    }

    @Test
    void without_one_the_type_decides() {
        Outcome outcome = meaning("{}");

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.failureByType()).containsOnlyKeys("osbuild");
        assertThat(outcome.failureByType().get("osbuild"))
                .extracting(Failure::errorId)
                .isEqualTo(10);
    }

    @Test
    void a_success_is_one_for_every_type() {
        Outcome outcome = meaning("{\"success\":true,\"osbuild_output\":{\"success\":true}}");

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.failureByType()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"job_error\":\"broken\"}", "{\"job_error\":{\"id\":\"x\"}}", "{\"koji_error\":[]}"})
    void what_fits_no_type_is_a_failure_and_no_mistake_of_ours(String result) {
        assertThat(meaning(result).failure()).extracting(Failure::errorId).isEqualTo(10);
    }

    @Test
    void a_reason_is_short_and_storable() {
        Outcome outcome =
                meaning("{\"job_error\":{\"id\":10,\"reason\":\"a\\u0000b\\ud800c%s\"}}".formatted("x".repeat(9_999)));

        assertThat(outcome.failure()).isNotNull();
        assertThat(outcome.failure().reason()).startsWith("a b?cx").hasSize(500);
    }
}
