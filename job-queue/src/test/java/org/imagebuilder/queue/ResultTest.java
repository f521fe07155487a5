package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResultTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    /** A worker's only handle is its token, and only a running job has one: unknown and not running look the same. */
    @Test
    @DisplayName("Q31 a running job takes partial results, each replaces the one before, and the final one the last")
    void partialResults() {
        assertThat(queue.results.progress(queue.held(UUID.randomUUID()), RawJson.of("{}"), "{}"))
                .isFalse();
        UUID job = queue.enqueue("osbuild:x86_64");
        ClaimedJob claimed = queue.claim(job);

        assertThat(queue.results.progress(claimed.handle(), RawJson.of("{\"done\": 1}"), "{\"d\": 1}"))
                .isTrue();
        assertThat(queue.results.progress(claimed.handle(), RawJson.of("{\"done\": 2}"), "{\"d\": 2}"))
                .isTrue();
        assertThat(resultOf(job)).isEqualTo("{\"done\": 2}");
        assertThat(queue.job(job).digest()).isEqualTo("{\"d\": 2}");
        assertThat(queue.stateOf(job)).isEqualTo(JobState.RUNNING);

        queue.finish(claimed);
        assertThat(queue.results.progress(claimed.handle(), RawJson.of("{\"done\": 3}"), "{}"))
                .isFalse();
        assertThat(resultOf(job)).isEqualTo(QueueFixture.RESULT);
        assertThat(queue.job(job).digest()).isEqualTo("{}");
    }

    @Test
    @DisplayName("Q32 results may hold escaped NUL characters in keys and values")
    void nulInResults() {
        String result = "{\"a\\u0000b\": \"\\u0000\"}";
        UUID partial = queue.enqueue("depsolve");
        UUID whole = queue.enqueue("depsolve");

        queue.results.progress(queue.claim(partial).handle(), RawJson.of(result), "{}");
        queue.results.finish(queue.claim(whole).handle(), RawJson.of(result), Outcome.success(result));

        assertThat(resultOf(partial)).isEqualTo(result);
        assertThat(resultOf(whole)).isEqualTo(result);
        assertThat(queue.job(whole).digest()).isEqualTo(result);
    }

    /** Here also a READY job: it has not been started either. */
    @Test
    @DisplayName("Q36 a job that was not started can be failed: started, finished, not cancelled, dependents go on")
    void failUnstarted() throws Exception {
        UUID dependency = queue.enqueue("depsolve");
        UUID pending = queue.enqueue("manifest", dependency);
        UUID dependent = queue.enqueue("koji-finalize", pending);
        Future<Optional<ClaimedJob>> waiting = queue.waiting("koji-finalize");

        assertThat(failUnstarted(pending)).isTrue();

        JobSnapshot failed = queue.job(pending);
        assertThat(failed.state()).isEqualTo(JobState.FINISHED);
        assertThat(failed.startedAt()).isNotNull();
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(failed.failure()).isEqualTo(QueueFixture.FAILURE);
        assertThat(resultOf(pending)).isEqualTo("{\"error\": 1}");
        assertThat(waiting.get(20, TimeUnit.SECONDS))
                .get()
                .extracting(ClaimedJob::id)
                .isEqualTo(dependent);

        assertThat(failUnstarted(dependency)).isTrue();
        UUID started = queue.enqueue("depsolve");
        queue.claim(started);
        List<String> before = queue.everythingAbout(started);
        assertThat(failUnstarted(started)).isFalse();
        assertThat(failUnstarted(UUID.randomUUID())).isFalse();
        assertThat(queue.everythingAbout(started)).isEqualTo(before);
    }

    @Test
    @DisplayName("what a result means may depend on the type of the job, which its worker's token does not tell")
    void outcomeByType() {
        Outcome outcome = new Outcome("{}", null, Map.of("osbuild", QueueFixture.FAILURE));
        UUID osbuild = queue.enqueue("osbuild:x86_64");
        UUID depsolve = queue.enqueue("depsolve");

        queue.results.finish(queue.claim(osbuild).handle(), RawJson.of("{}"), outcome);
        queue.results.finish(queue.claim(depsolve).handle(), RawJson.of("{}"), outcome);

        assertThat(queue.job(osbuild).failure()).isEqualTo(QueueFixture.FAILURE);
        assertThat(queue.job(depsolve).failure()).isNull();
    }

    private boolean failUnstarted(UUID job) {
        Outcome outcome = Outcome.failed("{}", QueueFixture.FAILURE);
        return queue.results
                .failUnstarted(job, "{\"error\": 1}", outcome, "test")
                .isPresent();
    }

    private @Nullable String resultOf(UUID job) {
        return queue.jobs.payload(job).orElseThrow().result();
    }
}
