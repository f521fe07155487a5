package org.imagebuilder.composer;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What dispatcher, gateway and worker would do, done by a test. */
final class PlayedWorker {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Dependencies dependencies;
    private final HandOuts handOuts;
    private final Results results;

    /** @param statements with the way to Kafka that the changes take */
    PlayedWorker(Statements statements) {
        dependencies = new Dependencies(statements, List.of());
        handOuts = new HandOuts(statements);
        results = new Results(statements);
    }

    /** A job as it was stored. */
    record StoredJob(UUID id, UUID composeId, String type, String channel, String state, String arguments) {}

    /** Waits for the one job that a request has led to. */
    static StoredJob jobOf(String externalId) {
        await().atMost(SOON).until(() -> find(externalId).isPresent());
        return find(externalId).orElseThrow();
    }

    private static Optional<StoredJob> find(String externalId) {
        return JdbcClient.create(RunningService.database().dataSource())
                .sql("""
                        SELECT id, compose_id, type, channel, state, arguments FROM job JOIN job_payload ON job_id = id
                        WHERE correlation_id = ?
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

    /** Events that are left to a dispatcher, which there is none of here; other tests await that all are published. */
    static void forgetEventsOf(UUID job) {
        JdbcClient.create(RunningService.database().dataSource())
                .sql("DELETE FROM outbox WHERE job_id = ?")
                .param(job)
                .update();
    }

    /** Takes a job whose dependencies have ended. */
    UUID take(UUID job) {
        var _ = dependencies.enforce(List.of(job), List.of());
        return handOuts.claim(job, null, null).orElseThrow().job().token();
    }

    void finish(UUID job, String result) {
        finishTaken(take(job), result);
    }

    void finishTaken(UUID token, String result) {
        ResultDigest digest = ResultDigest.of(result);
        Outcome outcome = digest.jobError()
                .map(error -> Outcome.failed(digest.toString(), failure(error)))
                .orElseGet(() -> Outcome.success(digest.toString()));
        var _ = results.finish(token, RawJson.of(result), outcome).orElseThrow();
    }

    private static Failure failure(JobError error) {
        return new Failure(error.id(), error.reason());
    }
}
