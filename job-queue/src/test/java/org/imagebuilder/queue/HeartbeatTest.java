package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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
        assertThat(queue.heartbeats()).isEmpty();

        ClaimedJob one = queue.claim(finished);
        ClaimedJob two = queue.claim(requeued);
        assertThat(queue.heartbeats()).containsExactlyInAnyOrder(one.token(), two.token());

        queue.finish(one);
        queue.lose(two.token(), 2);
        assertThat(queue.heartbeats()).isEmpty();
    }

    @Test
    @DisplayName("Q38 silent are the jobs whose last heartbeat is at least so long ago")
    void silentFor() {
        UUID quiet = queue.enqueue("depsolve");
        queue.claim(quiet);
        UUID lively = queue.enqueue("depsolve");
        UUID token = queue.claim(lively).token();
        queue.clock.advance(Duration.ofMinutes(2));
        queue.heartbeats.beat(token);
        queue.heartbeats.flush();

        assertThat(silentFor(Duration.ofDays(365_000))).isEmpty();
        assertThat(silentFor(Duration.ofMinutes(2).plusNanos(1000))).isEmpty();
        assertThat(silentFor(Duration.ofMinutes(2))).containsExactly(quiet);
        assertThat(silentFor(Duration.ZERO)).containsExactly(lively);
    }

    private List<UUID> silentFor(Duration silence) {
        return queue.losses(2).takeSilent(silence).stream().map(LostJob::id).toList();
    }

    @Test
    @DisplayName("what was noted before the flusher closes is stored")
    void lastFlush() {
        UUID token = queue.claim(queue.enqueue("depsolve")).token();
        queue.clock.advance(Duration.ofMinutes(2));
        HeartbeatFlusher flusher = new HeartbeatFlusher(queue.heartbeats, Duration.ofDays(1));

        queue.heartbeats.beat(token);
        assertThat(silentSince()).isEqualTo(queue.clock.instant().minus(Duration.ofMinutes(2)));
        flusher.close();

        assertThat(silentSince()).isEqualTo(queue.clock.instant());
    }

    private Instant silentSince() {
        return queue.sql()
                .sql("SELECT heartbeat_at FROM job")
                .query((row, _) -> Statements.instant(row, "heartbeat_at"))
                .single();
    }
}
