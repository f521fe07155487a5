package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(queue.jobs.heldBy(token)).contains(new Held(job, 1));
        assertThat(queue.jobs.heldBy(otherToken)).contains(new Held(other, 1));
        assertThat(queue.jobs.stateOf(token)).contains(JobState.RUNNING);
    }

    @Test
    @DisplayName("Q25 a finished job's token stands for nothing any more")
    void aFinishedJobHasNoToken() {
        UUID job = queue.enqueue("depsolve");
        ClaimedJob claimed = queue.claim(job);

        queue.finish(claimed);

        assertThat(queue.jobs.heldBy(claimed.token())).isEmpty();
        assertThat(queue.jobs.stateOf(claimed.token())).isEmpty();
    }

    @Test
    @DisplayName("Q26 a requeue takes the token away, and the next hand-out makes another")
    void aRequeueTakesTheTokenAway() {
        UUID job = queue.enqueue("depsolve");
        UUID lost = queue.claim(job).token();
        queue.lose(lost, 2);
        assertThat(queue.jobs.heldBy(lost)).isEmpty();

        UUID next = queue.claim(job).token();

        assertThat(next).isNotEqualTo(lost);
        assertThat(queue.jobs.heldBy(next)).contains(new Held(job, 2));
        assertThat(queue.jobs.heldBy(lost)).isEmpty();
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
        assertThat(claimed.arguments()).hasToString("null");
        assertThat(claimed.dependencyResults()).containsExactly(RawJson.of(QueueFixture.RESULT));
        assertThat(queue.job(job).dependencies()).containsExactly(dependency);
        assertThat(queue.jobs.heldBy(claimed.token())).contains(new Held(job, 1));
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
        queue.results.progress(claimed.token(), RawJson.of("{\"half\": true}"), "{\"done\": 1}");

        assertThat(queue.handOuts.handBack(claimed.token(), "gone")).isPresent();

        assertThat(queue.handOuts.handBack(claimed.token(), "gone")).isEmpty();
        assertThat(queue.jobs.heldBy(claimed.token())).isEmpty();
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

        assertThat(queue.jobs.heldBy(token)).isEmpty();
        assertThat(queue.jobs.stateOf(token)).contains(JobState.CANCELED);
    }
}
