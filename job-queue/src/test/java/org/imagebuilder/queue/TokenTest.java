package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.imagebuilder.queue.Jobs.Held;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q24 every hand-out makes a new random token, which stands for the job while it runs")
    void everyHandOutHasItsToken() {
        UUID job = queue.enqueue("depsolve");
        UUID other = queue.enqueue("depsolve");

        UUID token = queue.claim(job).token();
        UUID otherToken = queue.claim(other).token();

        assertThat(token).isNotEqualTo(otherToken);
        assertThat(token.version()).isEqualTo(4);
        assertThat(queue.jobs.heldBy(queue.held(token))).contains(new Held(job, 1));
        assertThat(queue.jobs.heldBy(queue.held(otherToken))).contains(new Held(other, 1));
        assertThat(queue.jobs.stateOf(queue.held(token))).contains(JobState.RUNNING);
    }

    @Test
    @DisplayName("Q25 a finished job's token stands for nothing any more")
    void aFinishedJobHasNoToken() {
        UUID job = queue.enqueue("depsolve");
        ClaimedJob claimed = queue.claim(job);

        queue.finish(claimed);

        assertThat(queue.jobs.heldBy(claimed.handle())).isEmpty();
        assertThat(queue.jobs.stateOf(claimed.handle())).isEmpty();
    }

    @Test
    @DisplayName("Q26 a requeue takes the token away, and the next hand-out makes another")
    void aRequeueTakesTheTokenAway() {
        UUID job = queue.enqueue("depsolve");
        UUID lost = queue.claim(job).token();
        queue.lose(lost, 2);
        assertThat(queue.jobs.heldBy(queue.held(lost))).isEmpty();

        UUID next = queue.claim(job).token();

        assertThat(next).isNotEqualTo(lost);
        assertThat(queue.jobs.heldBy(queue.held(next))).contains(new Held(job, 2));
        assertThat(queue.jobs.heldBy(queue.held(lost))).isEmpty();
    }

    @Test
    @DisplayName(
            "Q40 a hand-out by id gives token, type, arguments and results of the dependencies, of a ready job only")
    void handOutById() {
        UUID dependency = queue.enqueue("depsolve");
        UUID job = queue.enqueue("manifest", dependency);
        UUID bystander = queue.enqueue("depsolve");
        assertThat(queue.handOuts.claim(job, null, null)).isEmpty();
        queue.succeed(dependency);

        ClaimedJob claimed = queue.claim(job);

        assertThat(claimed.type()).isEqualTo("manifest");
        assertThat(claimed.arguments()).isEqualTo(RawJson.of("null"));
        assertThat(claimed.dependencyResults()).containsExactly(RawJson.of(QueueFixture.RESULT));
        assertThat(queue.job(job).dependencies()).containsExactly(dependency);
        assertThat(queue.jobs.heldBy(claimed.handle())).contains(new Held(job, 1));
        assertThat(queue.handOuts.claim(job, null, null)).isEmpty();
        queue.finish(claimed);
        assertThat(queue.handOuts.claim(job, null, null)).isEmpty();
        assertThat(queue.handOuts.claim(UUID.randomUUID(), null, null)).isEmpty();
        assertThat(queue.stateOf(bystander)).isEqualTo(JobState.READY);
    }

    @Test
    @DisplayName("a job that its worker never got, or gives back, is ready again at once and has lost no retry")
    void handedBack() {
        UUID job = queue.enqueue("depsolve");
        ClaimedJob claimed = queue.claim(job);
        queue.results.progress(claimed.handle(), RawJson.of("{\"half\": true}"), "{\"done\": 1}");

        assertThat(queue.handOuts.handBack(claimed.handle(), "gone")).isTrue();

        assertThat(queue.handOuts.handBack(claimed.handle(), "gone")).isFalse();
        assertThat(queue.jobs.heldBy(claimed.handle())).isEmpty();
        assertThat(queue.job(job).state()).isEqualTo(JobState.READY);
        assertThat(queue.job(job).retries()).isZero();
        assertThat(queue.job(job).digest())
                .as("the progress of an attempt that is over")
                .isNull();
        assertThat(queue.handOuts.claim(job, 0, null))
                .as("what was offered before")
                .isEmpty();
        assertThat(queue.handOuts.claim(job, 1, null)).isPresent();
    }

    @Test
    @DisplayName("a cancelled job is nobody's, though its worker can still learn of it")
    void cancelled() {
        UUID job = queue.enqueue("depsolve");
        UUID token = queue.claim(job).token();

        queue.cancel(job);

        assertThat(queue.jobs.heldBy(queue.held(token))).isEmpty();
        assertThat(queue.jobs.stateOf(queue.held(token))).contains(JobState.CANCELED);
    }

    @Test
    @DisplayName("to another tenant, a token stands for nothing, and it changes nothing")
    void ofAnotherTenant() {
        ClaimedJob claimed = queue.claim(queue.enqueue("depsolve"));
        RawJson json = RawJson.of("{}");

        for (String other : List.of("", queue.channel + "0", queue.channel.toUpperCase(Locale.ROOT))) {
            Handle stolen = new Handle(claimed.token(), other);
            assertThat(queue.jobs.stateOf(stolen)).isEmpty();
            assertThat(queue.jobs.heldBy(stolen)).isEmpty();
            assertThat(queue.results.progress(stolen, json, "{}")).isFalse();
            assertThat(queue.results.finish(stolen, json, Outcome.success("{}")))
                    .isEmpty();
            assertThat(queue.handOuts.handBack(stolen, "stolen")).isFalse();
        }

        assertThat(queue.jobs.heldBy(claimed.handle())).isPresent();
        assertThat(queue.jobs.payload(claimed.id()).orElseThrow().result()).isNull();
        queue.cancel(claimed.id());
        assertThat(queue.jobs.stateOf(new Handle(claimed.token(), ""))).isEmpty();
    }
}
