package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
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
        assertThat(queue.jobs.idOf(token)).contains(job);
        assertThat(queue.jobs.idOf(otherToken)).contains(other);
        assertThat(queue.jobs.stateOf(token)).contains(JobState.RUNNING);
    }

    @Test
    @DisplayName("Q25 a finished job's token stands for nothing any more")
    void aFinishedJobHasNoToken() {
        UUID job = queue.enqueue("depsolve");
        ClaimedJob claimed = queue.claim(job);

        queue.finish(claimed);

        assertThat(queue.jobs.idOf(claimed.token())).isEmpty();
        assertThat(queue.jobs.stateOf(claimed.token())).isEmpty();
    }

    @Test
    @DisplayName("Q26 a requeue takes the token away, and the next hand-out makes another")
    void aRequeueTakesTheTokenAway() {
        UUID job = queue.enqueue("depsolve");
        UUID lost = queue.claim(job).token();
        queue.lose(lost, 2);
        assertThat(queue.jobs.idOf(lost)).isEmpty();

        UUID next = queue.claim(job).token();

        assertThat(next).isNotEqualTo(lost);
        assertThat(queue.jobs.idOf(next)).contains(job);
        assertThat(queue.jobs.idOf(lost)).isEmpty();
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
        assertThat(queue.jobs.idOf(claimed.token())).contains(job);
        assertThat(queue.handOuts.claim(job, null, null)).isEmpty();
        queue.finish(claimed);
        assertThat(queue.handOuts.claim(job, null, null)).isEmpty();
        assertThat(queue.handOuts.claim(UUID.randomUUID(), null, null)).isEmpty();
        assertThat(queue.stateOf(bystander)).isEqualTo(JobState.READY);
    }

    @Test
    @DisplayName("a job that its worker never got is ready again at once and has lost no retry")
    void handedBack() {
        UUID job = queue.enqueue("depsolve");
        ClaimedJob claimed = queue.claim(job);

        assertThat(queue.handOuts.handBack(claimed.token(), "gone")).isTrue();

        assertThat(queue.handOuts.handBack(claimed.token(), "gone")).isFalse();
        assertThat(queue.jobs.idOf(claimed.token())).isEmpty();
        assertThat(queue.job(job).retries()).isZero();
        assertThat(queue.handOuts.claim(job, 0, null))
                .as("what was offered before")
                .isEmpty();
        assertThat(queue.handOuts.claim(job, 1, null)).isPresent();
    }
}
