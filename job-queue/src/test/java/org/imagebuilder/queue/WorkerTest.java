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
    @DisplayName("Q41 a registered worker has an id, and is found with channel and architecture once it is silent")
    void register() {
        UUID one = queue.workers.register(queue.channel, "x86_64");
        UUID two = queue.workers.register("", "aarch64");
        Duration hour = Duration.ofHours(1);

        assertThat(queue.workers.removeSilent(hour, "test")).isEmpty();
        queue.clock.advance(hour);
        assertThat(queue.workers.beat(two, "")).isTrue();
        assertThat(queue.workers.removeSilent(hour, "test"))
                .containsExactly(new Workers.Worker(one, queue.channel, "x86_64"));
        assertThat(queue.workers.removeSilent(Duration.ZERO, "test"))
                .containsExactly(new Workers.Worker(two, "", "aarch64"));
        assertThat(queue.workers.isRegistered(one)).isFalse();
    }

    @Test
    @DisplayName("Q42 a worker whose running job gives signs of life cannot be removed; after the job it can")
    void removal() {
        Duration limit = Duration.ofMinutes(5);
        UUID worker = queue.workers.register(queue.channel, "x86_64");
        ClaimedJob claimed = claim(queue.enqueue("depsolve"), worker);
        queue.clock.advance(limit);
        queue.heartbeats.beat(claimed.token());
        queue.heartbeats.flush();

        assertThat(queue.workers.removeSilent(limit, "test")).isEmpty();
        assertThat(queue.registry.find(queue.channel, worker))
                .map(RegisteredWorker::heartbeatAt)
                .contains(queue.clock.instant());
        queue.finish(claimed);
        assertThat(queue.workers.removeSilent(limit, "test"))
                .extracting(Workers.Worker::id)
                .containsExactly(worker);
    }

    @Test
    @DisplayName("jobs of a worker that was removed are ready again at once, by the rules of silent jobs")
    void orphans() {
        Duration limit = Duration.ofMinutes(5);
        UUID silent = queue.workers.register(queue.channel, "x86_64");
        UUID orphan = queue.enqueue("depsolve");
        claim(orphan, silent);
        UUID anonymous = queue.claim(queue.enqueue("depsolve")).id();
        queue.clock.advance(limit);
        UUID lively = queue.workers.register(queue.channel, "x86_64");
        UUID late = queue.enqueue("depsolve");
        claim(late, silent);

        assertThat(queue.losses(2).takeOrphaned(limit)).isEmpty();
        queue.sql().sql("DELETE FROM worker WHERE id = ?").param(silent).update();
        assertThat(queue.losses(2).takeOrphaned(limit))
                .containsExactly(new LostJob(orphan, "depsolve", queue.channel, 1, silent, LostJob.Fate.REQUEUED));

        assertThat(queue.stateOf(orphan)).isEqualTo(JobState.READY);
        assertThat(queue.stateOf(anonymous)).as("that worker never registered").isEqualTo(JobState.RUNNING);
        assertThat(queue.stateOf(late)).as("that was handed out since").isEqualTo(JobState.RUNNING);
        assertThat(queue.workers.isRegistered(lively)).isTrue();
    }

    @Test
    @DisplayName("a channel has its own workers only")
    void channels() {
        UUID mine = queue.workers.register(queue.channel, "x86_64");
        UUID theirs = queue.workers.register(queue.channel + "-2", "x86_64");

        for (int i = 0; i < 2; i++) {
            assertThat(queue.workers.isKnown(mine, queue.channel)).isTrue();
            assertThat(queue.workers.isKnown(theirs, queue.channel)).isFalse();
            assertThat(queue.workers.isKnown(theirs, queue.channel + "-2")).isTrue();
        }
        assertThat(queue.workers.beat(theirs, queue.channel)).isFalse();
        assertThat(queue.registry.find(queue.channel, theirs)).isEmpty();
        assertThat(queue.registry.page(queue.channel, null, 10))
                .extracting(RegisteredWorker::id)
                .containsExactly(mine);
    }

    @Test
    @DisplayName("Q43 an unknown worker has no heartbeat, and gets no job")
    void unknownWorker() throws Exception {
        UUID unknown = UUID.randomUUID();
        UUID job = queue.enqueue("depsolve");

        assertThat(queue.workers.beat(unknown, queue.channel)).isFalse();
        assertThat(queue.workers.isKnown(unknown, queue.channel)).isFalse();
        assertThat(queue.handOuts.claim(job, null, unknown)).isEmpty();
        assertThat(queue.await(unknown, QueueFixture.PATIENCE, queue.lane("depsolve")))
                .isEqualTo(WaitEnd.UNKNOWN_WORKER);
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
    }

    private ClaimedJob claim(UUID job, UUID worker) {
        return queue.handOuts.claim(job, null, worker).orElseThrow();
    }
}
