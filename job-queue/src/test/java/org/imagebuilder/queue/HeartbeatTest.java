package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q37 a job has a heartbeat from its hand-out until it is finished or requeued, and not before")
    void heartbeatsOfRunningJobs() {
        UUID finished = queue.enqueue("depsolve");
        UUID requeued = queue.enqueue("depsolve");
        assertThat(silent()).isEmpty();

        ClaimedJob one = queue.claim(finished);
        ClaimedJob two = queue.claim(requeued);
        assertThat(silent()).containsExactlyInAnyOrder(one.token(), two.token());

        queue.finish(one);
        queue.lose(two.token(), 2);
        assertThat(silent()).isEmpty();
    }

    private List<UUID> silent() {
        return queue.heartbeats.silentFor(Duration.ZERO);
    }

    @Test
    @DisplayName("Q38 listed are the tokens whose last heartbeat is at least so long ago")
    void silentFor() {
        UUID quiet = queue.claim(queue.enqueue("depsolve")).token();
        UUID lively = queue.claim(queue.enqueue("depsolve")).token();
        queue.clock.advance(Duration.ofMinutes(2));
        queue.heartbeats.beat(lively);
        queue.heartbeats.flush();

        assertThat(queue.heartbeats.silentFor(Duration.ofMinutes(2))).containsExactly(quiet);
        assertThat(queue.heartbeats.silentFor(Duration.ofMinutes(2).plusNanos(1000)))
                .isEmpty();
        assertThat(queue.heartbeats.silentFor(Duration.ofDays(365_000))).isEmpty();
        assertThat(queue.heartbeats.silentFor(Duration.ZERO)).containsExactly(quiet, lively);
    }
}
