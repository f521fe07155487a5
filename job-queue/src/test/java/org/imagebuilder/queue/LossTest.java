package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.LostJob.Fate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many jobs without signs of life at once. */
class LossTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName(
            "however many jobs are silent, they are taken a batch at a time, each once, those of longest silence first")
    void batches() {
        queue.dispatcher.publishing(false);
        for (int i = 0; i < 20; i++) {
            queue.clock.advance(Duration.ofSeconds(1));
            claim();
        }
        UUID last = running(Losses.BATCH + 10);
        queue.clock.advance(LIMIT);
        Losses losses = queue.losses(2);

        List<LostJob> first = losses.takeSilent(LIMIT);
        List<LostJob> second = losses.takeSilent(LIMIT);

        assertThat(first).hasSize(Losses.BATCH).doesNotHaveDuplicates();
        assertThat(second).hasSize(30);
        assertThat(second).extracting(LostJob::id).contains(last).doesNotContainAnyElementsOf(ids(first));
        assertThat(losses.takeSilent(LIMIT)).isEmpty();
        assertThat(queue.heartbeats()).isEmpty();
    }

    /** Many jobs of one kind at the same instant, without asking the queue for each. */
    private UUID running(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(claim());
        }
        return ids.getLast();
    }

    private UUID claim() {
        UUID job = queue.enqueue("depsolve");
        queue.claim(job);
        return job;
    }

    private static List<UUID> ids(List<LostJob> jobs) {
        return jobs.stream().map(LostJob::id).toList();
    }

    @Test
    @DisplayName("each lost job has its events: of being requeued with a reference for its lane, or of being finished")
    void events() {
        UUID worker = queue.workers.register(queue.channel, "x86_64");
        UUID often = queue.compose("osbuild:x86_64");
        for (int i = 0; i < 2; i++) {
            queue.lose(queue.claim(often).token(), 2);
        }
        queue.handOuts.claim(often, null, worker);
        UUID once = queue.compose("osbuild:x86_64");
        queue.handOuts.claim(once, null, worker);
        queue.dispatcher.publishing(false);
        queue.clock.advance(LIMIT);

        assertThat(queue.losses(2).takeSilent(LIMIT))
                .containsExactlyInAnyOrder(
                        new LostJob(often, "osbuild:x86_64", queue.channel, 3, worker, Fate.FINISHED),
                        new LostJob(once, "osbuild:x86_64", queue.channel, 1, worker, Fate.REQUEUED));

        String of = "osbuild:x86_64 from RUNNING of " + worker + " because of no heartbeat";
        assertThat(latest(often)).containsExactly("JOB FINISHED 27 " + of, "COMPOSE FINISHED 27 " + of);
        assertThat(latest(once))
                .containsExactly("JOB REQUEUED " + of, "COMPOSE REQUEUED " + of, "READY REQUEUED " + of);
    }

    private List<String> latest(UUID job) {
        return queue.sql()
                .sql("""
                        SELECT concat_ws(' ', kind, change, error_id, type, 'from', previous_state, 'of', worker_id,
                            'because of', cause)
                        FROM outbox WHERE job_id = ? AND occurred_at = ? ORDER BY id
                        """)
                .params(job, queue.statements.now())
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    @DisplayName("a job whose result is just being stored is not waited for")
    void resultsComeFirst() throws SQLException {
        UUID busy = queue.enqueue("depsolve");
        ClaimedJob claimed = queue.claim(busy);
        UUID silent = queue.enqueue("depsolve");
        queue.claim(silent);
        queue.clock.advance(LIMIT);

        try (Connection other = queue.pool.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE job SET heartbeat_at = heartbeat_at WHERE id = '" + busy + "'");

            assertThat(ids(queue.losses(2).takeSilent(LIMIT))).containsExactly(silent);
            other.rollback();
        }

        queue.finish(claimed);
        assertThat(queue.job(busy).failure()).isNull();
    }
}
