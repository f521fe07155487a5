package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

    @Test
    @DisplayName(
            "heartbeats meet whoever changes several jobs in the order of ids, and never block each other for good")
    void order() throws Exception {
        UUID smaller = queue.enqueue("depsolve");
        UUID larger = queue.enqueue("depsolve");
        // claimed in this order, they also stand in this order in the table
        ClaimedJob second = queue.claim(larger);
        ClaimedJob first = queue.claim(smaller);
        queue.heartbeats.beat(first.token());
        queue.heartbeats.beat(second.token());
        CompletableFuture<Void> flush;
        try (Connection other = queue.pool.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM job WHERE id = '" + first.id() + "' FOR UPDATE");
            flush = CompletableFuture.runAsync(queue.heartbeats::flush);
            await().until(() -> queue.count("pg_locks WHERE NOT granted AND locktype = 'transactionid'") > 0);
            statement.execute("SELECT FROM job WHERE id = '" + second.id() + "' FOR UPDATE");
            other.commit();
        }

        assertThat(flush).succeedsWithin(QueueFixture.PATIENCE);
    }

    private Instant silentSince() {
        return queue.sql()
                .sql("SELECT heartbeat_at FROM job")
                .query((row, _) -> Statements.instant(row, "heartbeat_at"))
                .single();
    }
}
