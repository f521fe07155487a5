package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a job whose worker is lost. */
class RetryTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q27 with a limit of 0 a lost job is never requeued")
    void limitZero() {
        UUID job = queue.enqueue("depsolve");

        assertThat(queue.lose(queue.claim(job).token(), 0)).contains(LostJob.Fate.FINISHED);

        assertThat(queue.stateOf(job)).isEqualTo(JobState.FINISHED);
        assertThat(queue.job(job).retries()).isZero();
    }

    /** "Not running" is an answer here and no exception: somebody else was faster. */
    @Test
    @DisplayName("Q28 an unknown, pending, cancelled or finished job is neither requeued nor finished")
    void onlyRunningJobsAreLost() {
        assertThat(queue.lose(UUID.randomUUID(), 2)).isEmpty();
        assertThat(queue.results.finish(queue.held(UUID.randomUUID()), RawJson.of("{}"), Outcome.success("{}")))
                .isEmpty();

        UUID pending = queue.enqueue("manifest", queue.enqueue("depsolve"));
        assertThat(tokenColumn(pending)).as("there is nothing to lose it by").isNull();

        UUID cancelled = queue.enqueue("depsolve");
        UUID tokenOfCancelled = queue.claim(cancelled).token();
        queue.cancel(cancelled);
        assertUntouched(cancelled, tokenOfCancelled);

        UUID finished = queue.enqueue("depsolve");
        ClaimedJob claimed = queue.claim(finished);
        queue.finish(claimed);
        assertUntouched(finished, claimed.token());
    }

    private void assertUntouched(UUID job, UUID token) {
        List<String> before = queue.everythingAbout(job);
        assertThat(queue.lose(token, 2)).isEmpty();
        assertThat(queue.results.finish(queue.held(token), RawJson.of("{}"), Outcome.success("{}")))
                .isEmpty();
        assertThat(queue.everythingAbout(job)).isEqualTo(before);
    }

    private @Nullable String tokenColumn(UUID job) {
        return queue.sql()
                .sql("SELECT token::text FROM job WHERE id = ?")
                .param(job)
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** Waiting for a worker is called READY here: PENDING means waiting for dependencies. */
    @Test
    @DisplayName("Q29 below the limit a lost job waits again, as it was, with one retry more")
    void requeued() {
        UUID job = Ids.next();
        queue.store(queue.channel, new NewJob(job, "depsolve", "{\"a\": 1}", List.of()));
        ClaimedJob claimed = queue.claim(job);
        queue.results.progress(claimed.handle(), RawJson.of("{\"half\": true}"), "{}");

        assertThat(queue.lose(claimed.token(), 2)).contains(LostJob.Fate.REQUEUED);

        JobSnapshot requeued = queue.job(job);
        assertThat(requeued.state()).isEqualTo(JobState.READY);
        assertThat(requeued.startedAt()).isNull();
        assertThat(requeued.finishedAt()).isNull();
        assertThat(requeued.retries()).isEqualTo(1);
        assertThat(queue.jobs.payload(job)).contains(new Jobs.Payload("{\"a\": 1}", "{\"half\": true}"));
        assertThat(requeued.digest()).as("the progress of a lost attempt").isNull();
        assertThat(queue.claim(job).arguments()).isEqualTo(RawJson.of("{\"a\": 1}"));
    }

    @Test
    @DisplayName("Q30 with limit n the (n+1)th loss finishes the job with the given result")
    void pastTheLimit() {
        UUID job = queue.enqueue("depsolve");

        assertThat(queue.lose(queue.claim(job).token(), 2)).contains(LostJob.Fate.REQUEUED);
        assertThat(queue.lose(queue.claim(job).token(), 2)).contains(LostJob.Fate.REQUEUED);
        assertThat(queue.lose(queue.claim(job).token(), 2)).contains(LostJob.Fate.FINISHED);

        JobSnapshot finished = queue.job(job);
        assertThat(finished.retries()).isEqualTo(2);
        assertThat(finished.attempt()).isEqualTo(3);
        assertThat(Objects.requireNonNull(finished.failure()).errorId()).isEqualTo(27);
        assertThat(queue.jobs.payload(job).orElseThrow().result()).isEqualTo("{\"lost\": true}");
    }

    @Test
    @DisplayName("a watcher that is late does not take the job from its next worker")
    void aLateWatcher() {
        UUID job = queue.enqueue("depsolve");
        UUID silent = queue.claim(job).token();
        queue.lose(silent, 2);
        UUID lively = queue.claim(job).token();

        assertThat(queue.lose(silent, 2)).isEmpty();

        assertThat(queue.jobs.stateOf(queue.held(lively))).contains(JobState.RUNNING);
    }
}
