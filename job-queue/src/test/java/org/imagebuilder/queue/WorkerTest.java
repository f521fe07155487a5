package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.imagebuilder.queue.lanes.WaitEnd;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkerTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q41 a registered worker has an id and is listed with channel and architecture once it is silent")
    void register() {
        UUID one = queue.workers.register(queue.channel, "x86_64");
        UUID two = queue.workers.register("", "aarch64");

        assertThat(queue.workers.silentFor(Duration.ZERO))
                .containsExactlyInAnyOrder(
                        new Workers.Worker(one, queue.channel, "x86_64", queue.clock.instant()),
                        new Workers.Worker(two, "", "aarch64", queue.clock.instant()));
        assertThat(queue.workers.silentFor(Duration.ofHours(1))).isEmpty();
        queue.clock.advance(Duration.ofHours(1));
        assertThat(queue.workers.beat(two)).isTrue();
        assertThat(queue.workers.silentFor(Duration.ofHours(1)))
                .extracting(Workers.Worker::id)
                .containsExactly(one);
    }

    @Test
    @DisplayName("Q42 a worker with a running job cannot be removed; after the job it can")
    void removal() {
        UUID worker = queue.workers.register(queue.channel, "x86_64");
        UUID job = queue.enqueue("depsolve");
        ClaimedJob claimed =
                queue.handOuts.claim(job, null, worker).orElseThrow().job();

        assertThat(queue.workers.remove(worker, "test")).isFalse();
        assertThat(queue.workers.isRegistered(worker)).isTrue();
        queue.finish(claimed);
        assertThat(queue.workers.remove(worker, "test")).isTrue();
        assertThat(queue.workers.isRegistered(worker)).isFalse();
        assertThat(queue.workers.remove(worker, "test")).isFalse();
    }

    @Test
    @DisplayName("Q43 an unknown worker has no heartbeat, and gets no job")
    void unknownWorker() throws Exception {
        UUID unknown = UUID.randomUUID();
        UUID job = queue.enqueue("depsolve");

        assertThat(queue.workers.beat(unknown)).isFalse();
        assertThat(queue.workers.isKnown(unknown)).isFalse();
        assertThat(queue.handOuts.claim(job, null, unknown)).isEmpty();
        assertThat(queue.await(unknown, QueueFixture.PATIENCE, queue.lane("depsolve")))
                .isEqualTo(WaitEnd.UNKNOWN_WORKER);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
    }
}
