package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LateProgressTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("progress that arrives while the job is being taken from its worker is not stored any more")
    void progressOfALostAttempt() throws Exception {
        UUID job = queue.enqueue("depsolve");
        UUID token = queue.claim(job).token();
        CompletableFuture<Boolean> progress;

        try (Connection other = queue.pool.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE job SET state = 'READY', token = NULL, started_at = NULL, heartbeat_at = NULL");
            statement.execute("UPDATE job_payload SET digest = NULL");
            progress = CompletableFuture.supplyAsync(
                    () -> queue.results.progress(queue.held(token), RawJson.of("{}"), "{\"done\": 1}"));
            await().until(this::somebodyWaits);
            other.commit();
        }

        assertThat(progress.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(queue.job(job).digest()).isNull();
    }

    private boolean somebodyWaits() {
        return queue.sql().sql("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE datname = current_database() AND wait_event_type = 'Lock'
                                """).query((row, _) -> row.getInt(1)).single() > 0;
    }
}
