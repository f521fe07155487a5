package org.imagebuilder.composer.cloning;

import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.JobSnapshot;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells how far a clone is, and where. */
@RestController
final class InspectClone {

    private final TenantJobs jobs;
    private final CopiedImages copies;

    InspectClone(TenantJobs jobs, CopiedImages copies) {
        this.jobs = jobs;
        this.copies = copies;
    }

    /** @param options empty texts until the image is there */
    record CloneStatus(String href, UUID id, String kind, String status, String type, ImagePlace options) {}

    @GetMapping(ApiPaths.CLONES + "/{id}")
    CloneStatus status(@PathVariable UUID id, Channel channel) {
        JobSnapshot job = jobs.find(id, channel);
        if (JobType.of(job.type()).filter(InspectClone::makesClones).isEmpty()) {
            throw ComposerError.INVALID_JOB_TYPE.plain();
        }
        return new CloneStatus(ApiPaths.CLONES + "/" + id, id, "CloneComposeStatus", status(job), "aws", place(job));
    }

    private static boolean makesClones(JobType type) {
        return type == JobType.AWS_EC2_COPY || type == JobType.AWS_EC2_SHARE;
    }

    private static String status(JobSnapshot job) {
        return switch (job.state()) {
            case PENDING, READY -> "pending";
            case RUNNING -> "running";
            case FINISHED -> job.failure() == null ? "success" : "failure";
            case CANCELED -> "failure";
        };
    }

    private ImagePlace place(JobSnapshot job) {
        try {
            if (job.isFinished()
                    && (job.digest() == null
                            || !ResultDigest.parse(job.digest()).isObject())) {
                throw ComposerError.EC2_JOB_STATUS.because("the job is finished, but has no result");
            }
            return copies.placeOf(job);
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.EC2_JOB_STATUS, e.getMessage(), e);
        }
    }
}
