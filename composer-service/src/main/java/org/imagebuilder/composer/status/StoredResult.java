package org.imagebuilder.composer.status;

import java.util.Optional;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.JobSnapshot;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a job's stored result says, given how far the job is. */
public record StoredResult(JobSnapshot job, JobType type, Optional<ResultDigest> digest) {

    /**
     * Reads a job's result as one of this type.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the job is of another type
     */
    public static StoredResult of(JobSnapshot job, JobType type) {
        if (JobType.of(job.type()).filter(type::equals).isEmpty()) {
            throw ComposerError.INVALID_JOB_TYPE.plain();
        }
        String digest = job.isCanceled() ? null : job.digest();
        return new StoredResult(job, type, Optional.ofNullable(digest).map(ResultDigest::parse));
    }

    /**
     * This, if nothing is missing that must be there.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the job is finished without a result
     */
    StoredResult complete() {
        if (isIncomplete()) {
            throw ComposerError.MALFORMED_RESULT.because("the job is finished, but has no result");
        }
        return this;
    }

    /** Whether a result is missing that must be there. */
    public boolean isIncomplete() {
        return job.isFinished() && digest.filter(ResultDigest::isObject).isEmpty();
    }

    /** The job's own error, without regard to its dependencies. */
    public Optional<JobError> error() {
        return digest.flatMap(d -> job.isFinished() ? d.errorOf(type) : d.jobError());
    }

    /** Whether the finished image is there. */
    public boolean osbuildSuccess() {
        return job.isFinished() && digest.filter(ResultDigest::osbuildSuccess).isPresent();
    }

    /** Whether the job ended with an error, or osbuild says so itself. */
    boolean osbuildFailure() {
        return error().isPresent()
                || digest.filter(ResultDigest::osbuildFailure).isPresent();
    }

    JsonNode at(String member) {
        return digest.map(d -> d.at(member)).orElseGet(MissingNode::getInstance);
    }
}
