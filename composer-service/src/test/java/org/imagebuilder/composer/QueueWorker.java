package org.imagebuilder.composer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.DependencyRule;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;

/** Plays the workers, and the dispatcher, by means of the queue alone. */
final class QueueWorker {

    /** Of the job-type table, what a compose for Koji needs. */
    private static final List<DependencyRule> RULES = List.of(
            new DependencyRule(JobType.KOJI_FINALIZE.wireName(), DependencyRule.ANY, null, null, null),
            rule(JobType.OSBUILD, JobType.IMAGE_BUILDER_MANIFEST),
            rule(JobType.OSBUILD, JobType.KOJI_INIT));

    private final HandOuts handOuts;
    private final Results results;
    private final Dependencies dependencies;

    QueueWorker() {
        this(RunningService.statements());
    }

    /** @param statements with the way to Kafka that the changes take */
    QueueWorker(Statements statements) {
        handOuts = new HandOuts(statements);
        results = new Results(statements);
        dependencies = new Dependencies(statements, RULES);
    }

    private static DependencyRule rule(JobType type, JobType failed) {
        JobError error = type.errorAfterFailureOf(failed).orElseThrow();
        return new DependencyRule(type.wireName(), failed.wireName(), error.id(), error.reason(), error.toResult());
    }

    /** Makes ready what waits for nothing but jobs that had ended before it was stored. */
    void begin(List<UUID> jobs) {
        dependencies.enforce(jobs, List.of());
    }

    /** Whether the job can be had. */
    Optional<ClaimedJob> ask(UUID job) {
        return handOuts.claim(job, null, null);
    }

    ClaimedJob take(UUID job) {
        return ask(job).orElseThrow();
    }

    void report(ClaimedJob job, String partial) {
        if (!results.progress(
                job.handle(), RawJson.of(partial), ResultDigest.of(partial).toString())) {
            throw new AssertionError("the job is no longer this worker's");
        }
    }

    /** Ends a job, and moves on what waits for it. */
    void finish(ClaimedJob job, String result) {
        ResultDigest digest = ResultDigest.of(result);
        Outcome outcome = digest.jobError()
                .map(error -> Outcome.failed(digest.toString(), new Failure(error.id(), error.reason())))
                .orElseGet(() -> Outcome.success(digest.toString()));
        var _ = results.finish(job.handle(), RawJson.of(result), outcome).orElseThrow();
        moveOnAfter(job.id());
    }

    /** Moves on what waits for jobs that have ended. */
    void moveOnAfter(UUID... ended) {
        dependencies.enforce(List.of(), List.of(ended));
    }
}
