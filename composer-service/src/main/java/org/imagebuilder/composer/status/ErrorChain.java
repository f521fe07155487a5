package org.imagebuilder.composer.status;

import java.util.List;
import java.util.Optional;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobErrorId;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.queue.JobSnapshot;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Follows errors that only say that a dependency failed to the errors that say why. */
final class ErrorChain {

    private ErrorChain() {}

    /**
     * The error of a job; where that points to its dependencies, their errors are its details.
     *
     * @return empty if the job itself has none, whatever its dependencies have
     */
    static Optional<JobError> of(JobSnapshot job, JobTree tree) {
        return of(StoredResult.of(job, chainable(job)), tree);
    }

    /** The same for a result that has been read. */
    static Optional<JobError> of(StoredResult result, JobTree tree) {
        return result.error().map(error -> {
            List<JobError> causes = JobErrorId.pointsToDependency(error.id()) ? causes(result.job(), tree) : List.of();
            return causes.isEmpty() ? error : new JobError(error.id(), error.reason(), array(causes));
        });
    }

    private static List<JobError> causes(JobSnapshot job, JobTree tree) {
        try {
            return tree.dependenciesOf(job).stream()
                    .flatMap(dependency -> of(dependency, tree).stream())
                    .toList();
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.DEPENDENCY_STATUS, e.getMessage(), e);
        }
    }

    private static JobType chainable(JobSnapshot job) {
        return JobType.of(job.type())
                .filter(type -> type != JobType.AWS_EC2_COPY && type != JobType.AWS_EC2_SHARE)
                .orElseThrow(() -> ComposerError.DEPENDENCY_STATUS.because(job.type()));
    }

    private static ArrayNode array(List<JobError> errors) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        errors.forEach(error -> array.add(error.toJson()));
        return array;
    }
}
