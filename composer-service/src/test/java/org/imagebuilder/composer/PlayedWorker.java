package org.imagebuilder.composer;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of jobs that a test waits for, from their storing to their end. */
final class PlayedWorker {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final QueueWorker worker;

    /** @param statements with the way to Kafka that the changes take */
    PlayedWorker(Statements statements) {
        worker = new QueueWorker(statements);
    }

    /** A job as it was stored. */
    record StoredJob(UUID id, UUID composeId, String type, String channel, String state) {

        String arguments() {
            return new Jobs(RunningService.statements())
                    .payload(id)
                    .orElseThrow()
                    .arguments();
        }
    }

    /** Waits for the one job that a request has led to. */
    static StoredJob jobOf(String externalId) {
        await().atMost(SOON).until(() -> find(externalId).isPresent());
        return find(externalId).orElseThrow();
    }

    private static Optional<StoredJob> find(String externalId) {
        return JdbcClient.create(RunningService.database().dataSource())
                .sql("""
                        SELECT id, compose_id, type, channel, state FROM job WHERE correlation_id = ?
                        """)
                .param(externalId)
                .query(StoredJob.class)
                .optional();
    }

    static String stateOf(UUID job) {
        return Objects.requireNonNull(
                JdbcClient.create(RunningService.database().dataSource())
                        .sql("SELECT state FROM job WHERE id = ?")
                        .param(job)
                        .query(String.class)
                        .single());
    }

    /** As if they had got lost. */
    static void forgetEventsOf(UUID job) {
        JdbcClient.create(RunningService.database().dataSource())
                .sql("DELETE FROM outbox WHERE job_id = ?")
                .param(job)
                .update();
    }

    /** Takes a job whose dependencies have ended. */
    ClaimedJob take(UUID job) {
        worker.begin(List.of(job));
        return worker.take(job);
    }

    void finish(UUID job, String result) {
        finish(take(job), result);
    }

    void finish(ClaimedJob job, String result) {
        worker.finish(job, result);
    }
}
