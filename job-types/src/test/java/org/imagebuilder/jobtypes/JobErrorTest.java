package org.imagebuilder.jobtypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class JobErrorTest {

    @Test
    void error_numbers_run_from_1_to_42() {
        assertThat(Arrays.stream(JobErrorId.values()).map(JobErrorId::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 42).boxed().toList());
    }

    @Test
    void only_dependency_errors_point_elsewhere() {
        assertThat(IntStream.rangeClosed(0, 50).filter(JobErrorId::pointsToDependency))
                .containsExactly(5, 9, 13, 26, 31, 35, 42);
    }

    @Test
    void user_mistakes_are_not_the_services_fault() {
        assertThat(IntStream.rangeClosed(0, 50).filter(n -> JobErrorId.blameFor(n) == JobErrorId.Blame.USER))
                .containsExactly(1, 2, 3, 4, 5, 9, 19, 20, 21, 24, 26, 28, 30, 35, 41);
        assertThat(JobErrorId.Blame.USER.label()).isEqualTo("4xx");
        assertThat(JobErrorId.Blame.SERVICE.label()).isEqualTo("5xx");
    }

    @Test
    void details_are_left_out_when_there_are_none() {
        JobError error = JobError.of(JobErrorId.BUILD_JOB, "no luck");
        assertThat(error.toJson()).hasToString("{\"id\":10,\"reason\":\"no luck\"}");
        assertThat(new JobError(7, "r", JsonNodeFactory.instance.stringNode("d")).toJson())
                .hasToString("{\"id\":7,\"reason\":\"r\",\"details\":\"d\"}");
        assertThat(error.toResult()).isEqualTo("{\"job_error\":{\"id\":10,\"reason\":\"no luck\"}}");
    }
}
