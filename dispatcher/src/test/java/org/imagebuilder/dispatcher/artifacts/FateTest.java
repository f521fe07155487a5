package org.imagebuilder.dispatcher.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Jobs.Standing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FateTest {

    @ParameterizedTest
    @CsvSource({
        "PENDING, false, DISCARD",
        "READY, false, DISCARD",
        "RUNNING, false, KEEP",
        "FINISHED, false, PUBLISH",
        "FINISHED, true, DISCARD",
        "CANCELED, false, DISCARD"
    })
    void the_latest_attempts_files_go_where_the_job_goes(JobState state, boolean failed, Fate fate) {
        assertThat(Fate.of(2, new Standing(UUID.randomUUID(), state, 2, failed)))
                .isEqualTo(fate);
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void no_other_attempts_files_are_of_use(JobState state) {
        assertThat(Fate.of(1, new Standing(UUID.randomUUID(), state, 2, false))).isEqualTo(Fate.DISCARD);
        assertThat(Fate.of(3, new Standing(UUID.randomUUID(), state, 2, false))).isEqualTo(Fate.DISCARD);
    }
}
