package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DependencyTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q19 a job is handed out once all its dependencies are finished, before or after it was enqueued")
    void waitsForAllDependencies() {
        UUID before = queue.enqueue("depsolve");
        queue.succeed(before);
        UUID after = queue.enqueue("depsolve");
        UUID job = queue.enqueue("manifest", before, after);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.PENDING);
        assertThat(queue.handOuts.claim(job, null, null)).isEmpty();

        queue.succeed(after);

        assertThat(queue.claim(job).id()).isEqualTo(job);
        UUID late = queue.enqueue("manifest", before, after);
        assertThat(queue.claim(late).id()).isEqualTo(late);
    }

    /**
     * What must run in any case is handed out. What cannot succeed any more is finished at once with the dependency
     * error, instead of waking a worker who finds the same.
     */
    @Test
    @DisplayName("Q20 finished with an error is finished: a failed dependency blocks nobody")
    void aFailedDependencyBlocksNobody() {
        UUID failed = queue.enqueue("manifest");
        UUID runsAnyway = queue.enqueue("koji-finalize", failed);
        UUID byItsOwnRule = queue.enqueue("osbuild:x86_64", failed);
        UUID byTheGeneralRule = queue.enqueue("aws-ec2-copy", failed);
        UUID indirect = queue.enqueue("aws-ec2-share", byTheGeneralRule);

        queue.fail(failed);

        assertThat(queue.claim(runsAnyway).dependencyResults()).hasSize(1);
        assertFailed(byItsOwnRule, 9, "no manifest");
        assertFailed(byTheGeneralRule, 13, "a dependency failed");
        assertFailed(indirect, 13, "a dependency failed");
        UUID late = queue.enqueue("osbuild:x86_64", failed);
        assertFailed(late, 9, "no manifest");
    }

    @Test
    @DisplayName("Q19 Q20 what runs whatever failed still waits for the rest, and gets all results in their order")
    void whatRunsAnywayWaitsForTheRest() {
        UUID init = queue.enqueue("koji-init");
        UUID manifest = queue.enqueue("manifest");
        UUID failed = queue.enqueue("osbuild:x86_64", init, manifest);
        UUID other = queue.enqueue("osbuild:aarch64", init);
        UUID last = queue.enqueue("koji-finalize", init, failed, other);

        queue.fail(manifest);
        assertFailed(failed, 9, "no manifest");
        queue.succeed(init);
        assertThat(queue.stateOf(last)).isEqualTo(JobState.PENDING);
        queue.succeed(other);

        assertThat(queue.claim(last).dependencyResults())
                .extracting(RawJson::text)
                .containsExactly(QueueFixture.RESULT, "{\"job_error\": {\"id\": 9}}", QueueFixture.RESULT);
    }

    @Test
    @DisplayName("Q21 a cancelled dependency never counts as finished; whoever waits for it is finished with error 26")
    void aCancelledDependencyEndsItsDependents() {
        UUID cancelled = queue.enqueue("manifest");
        UUID job = queue.enqueue("osbuild:x86_64", cancelled);
        // even what runs after failures: there is no result that it could look at
        UUID ofAnyType = queue.enqueue("koji-finalize", cancelled);

        queue.cancel(cancelled);

        assertFailed(job, 26, "a dependency was cancelled");
        assertFailed(ofAnyType, 26, "a dependency was cancelled");
        assertThat(queue.handOuts.claim(job, null, null)).isEmpty();
    }

    @Test
    @DisplayName("Q23 dependency ids and dynamic arguments keep the order given at enqueue")
    void dependenciesKeepTheirOrder() {
        UUID a = queue.enqueue("depsolve");
        UUID b = queue.enqueue("container-resolve");
        UUID c = queue.enqueue("ostree-resolve");
        UUID job = queue.enqueue("manifest", c, a, b);
        for (UUID dependency : List.of(b, c, a)) {
            ClaimedJob claimed = queue.claim(dependency);
            queue.results.finish(claimed.handle(), RawJson.of("\"" + claimed.type() + "\""), Outcome.success("{}"));
        }

        assertThat(queue.job(job).dependencies()).containsExactly(c, a, b);
        assertThat(queue.claim(job).dependencyResults())
                .extracting(RawJson::text)
                .containsExactly("\"ostree-resolve\"", "\"depsolve\"", "\"container-resolve\"");
    }

    @Test
    @DisplayName("enforcing twice changes nothing, and late or lost events harm nobody")
    void enforcingIsIdempotent() {
        UUID first = queue.enqueue("depsolve");
        UUID job = queue.enqueue("manifest", first);
        queue.dispatcher.stop();
        queue.succeed(first);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.PENDING);

        queue.clock.advance(Duration.ofMinutes(1));
        assertThat(queue.dependencies.forgotten(Duration.ofSeconds(30))).containsExactly(job);
        queue.dependencies.enforce(queue.dependencies.forgotten(Duration.ofSeconds(30)), List.of());
        List<String> once = queue.everythingAbout(job);
        queue.clock.advance(Duration.ofMinutes(1));
        queue.dependencies.enforce(List.of(first, job), List.of(first));

        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
        assertThat(queue.everythingAbout(job)).isEqualTo(once);
        assertThat(queue.dependencies.forgotten(Duration.ofSeconds(30))).isEmpty();
    }

    private void assertFailed(UUID job, int error, String reason) {
        JobSnapshot failed = queue.job(job);
        assertThat(failed.state()).isEqualTo(JobState.FINISHED);
        assertThat(failed.failure()).isEqualTo(new Failure(error, reason));
        assertThat(failed.attempt()).isZero();
        assertThat(queue.jobs.payload(job))
                .get()
                .extracting(Jobs.Payload::result)
                .isEqualTo("{\"job_error\": {\"id\": " + error + "}}");
    }
}
