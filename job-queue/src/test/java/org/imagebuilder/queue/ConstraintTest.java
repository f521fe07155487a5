package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * The database itself refuses what must never be. A finished job's token is erased, so that it stands for nothing, and
 * started implies a token only while the job runs.
 */
class ConstraintTest {

    @AutoClose
    private static final QueueFixture QUEUE = new QueueFixture();

    @ParameterizedTest(name = "Q48 {0}")
    @DisplayName("Q48 no statement can store")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a job that is finished and was never started, FINISHED, started_at = NULL",
                "a job that is finished and has no time, FINISHED, finished_at = NULL",
                "a cancelled job that is finished, CANCELED, \"started_at = queued_at, finished_at = queued_at\"",
                "a job that started before it was queued, RUNNING, started_at = queued_at - interval '1 second'",
                "a job that finished before it started, FINISHED, started_at = finished_at + interval '1 second'",
                "a job that runs without a token, RUNNING, token = NULL",
                "a job that runs without a heartbeat, RUNNING, heartbeat_at = NULL",
                "a job with the nil token, RUNNING, token = '00000000-0000-0000-0000-000000000000'",
                "a token of a finished job, FINISHED, token = gen_random_uuid()",
                "a heartbeat of a finished job, FINISHED, heartbeat_at = finished_at",
                "a waiting job that was started, READY, started_at = queued_at",
                "more retries than attempts, READY, retries = 1",
                "an unknown state, READY, state = 'LOST'",
                "an error of a job that is not finished, RUNNING, \"error_id = 1, error_reason = 'x'\"",
            })
    void refused(String what, JobState state, String change) {
        UUID job = inState(state);

        assertThatThrownBy(() -> update(job, change)).as(what).isInstanceOf(DataIntegrityViolationException.class);
        assertThatCode(() -> update(job, "trace_id = 'harmless'")).doesNotThrowAnyException();
    }

    private void update(UUID job, String change) {
        QUEUE.sql().sql("UPDATE job SET " + change + " WHERE id = ?").param(job).update();
    }

    private UUID inState(JobState state) {
        UUID job = QUEUE.enqueue("depsolve");
        switch (state) {
            case PENDING, READY -> {}
            case RUNNING -> QUEUE.claim(job);
            case FINISHED -> QUEUE.succeed(job);
            case CANCELED -> QUEUE.cancel(job);
        }
        return job;
    }
}
