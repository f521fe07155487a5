package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CancellationTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q34 cancelled are pending and running jobs, without a result; unknown and finished ones are not")
    void cancel() {
        assertThat(queue.cancellations.cancel(UUID.randomUUID(), "test")).isFalse();

        UUID ready = queue.enqueue("depsolve");
        UUID pending = queue.enqueue("manifest", ready);
        queue.cancel(pending);
        queue.cancel(ready);
        assertThat(queue.handOuts.claim(ready, null, null)).isEmpty();
        assertCancelled(pending);
        assertCancelled(ready);

        UUID running = queue.enqueue("depsolve");
        queue.results.progress(queue.claim(running).handle(), RawJson.of("{\"done\": 1}"), "{}");
        queue.cancel(running);
        assertCancelled(running);

        UUID finished = queue.enqueue("depsolve");
        queue.succeed(finished);
        List<String> before = queue.everythingAbout(finished);
        assertThat(queue.cancellations.cancel(finished, "test")).isFalse();
        assertThat(queue.everythingAbout(finished)).isEqualTo(before);
    }

    private void assertCancelled(UUID job) {
        assertThat(queue.job(job).isCanceled()).isTrue();
        assertThat(queue.job(job).digest()).isNull();
        assertThat(queue.jobs.payload(job).orElseThrow().result()).isNull();
    }

    @Test
    @DisplayName("Q35 a cancelled job can be neither finished nor requeued")
    void cancelledIsFinal() {
        UUID job = queue.enqueue("depsolve");
        UUID token = queue.claim(job).token();
        queue.cancel(job);
        List<String> before = queue.everythingAbout(job);

        assertThat(queue.results.finish(queue.held(token), RawJson.of("{}"), Outcome.success("{}")))
                .isEmpty();
        assertThat(queue.lose(token, 2)).isEmpty();
        assertThat(queue.handOuts.handBack(queue.held(token), "test")).isFalse();
        assertThat(queue.results.progress(queue.held(token), RawJson.of("{}"), "{}"))
                .isFalse();
        assertThat(queue.everythingAbout(job)).isEqualTo(before);
    }

    /** The token stays that long, so that the worker learns of it when it next asks. */
    @Test
    @DisplayName("Q39 a cancelled job's heartbeat and token are gone when the limit has passed, though its worker asks")
    void heartbeatsOfCancelledJobsEnd() {
        Duration limit = Duration.ofMinutes(2);
        UUID running = queue.claim(queue.enqueue("depsolve")).token();
        UUID job = queue.enqueue("depsolve");
        UUID token = queue.claim(job).token();
        queue.cancel(job);
        assertThat(queue.jobs.stateOf(queue.held(token))).contains(JobState.CANCELED);

        queue.clock.advance(limit.minusSeconds(1));
        queue.heartbeats.beat(token);
        queue.heartbeats.flush();
        assertThat(queue.cancellations.forgetTokens(limit)).isZero();
        assertThat(queue.losses(2).takeSilent(limit)).isEmpty();
        queue.clock.advance(Duration.ofSeconds(1));
        assertThat(queue.cancellations.forgetTokens(limit)).isEqualTo(1);

        assertThat(queue.jobs.stateOf(queue.held(token))).isEmpty();
        assertThat(queue.heartbeats()).containsExactly(running);
        assertThat(queue.cancellations.forgetTokens(Duration.ZERO)).isZero();
    }
}
