package org.imagebuilder.composer.cancellation;

import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.bodies.OptionalJsonBody;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.JobSnapshot;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stops a compose, at whatever point it is. */
@RestController
final class CancelCompose {

    private final TenantJobs jobs;
    private final Cancellations cancellations;
    private final CauseReader causes;

    CancelCompose(TenantJobs jobs, Cancellations cancellations, CauseReader causes) {
        this.jobs = jobs;
        this.cancellations = cancellations;
        this.causes = causes;
    }

    /** @param canceled how many jobs this request has stopped */
    record ComposeCancellation(String href, UUID id, String kind, int canceled) {}

    @PostMapping(ApiPaths.COMPOSES + "/{id}/cancel")
    ComposeCancellation cancel(@PathVariable UUID id, OptionalJsonBody body, Channel channel, RequestIds ids) {
        String cause = causes.cause(body, channel, ids);
        JobSnapshot root = jobs.find(id, channel);
        if (!root.id().equals(root.composeId())) {
            throw ComposerError.INVALID_JOB_TYPE.plain();
        }
        int canceled = cancellations.cancelTree(id, cause);
        return new ComposeCancellation(ApiPaths.COMPOSES + "/" + id + "/cancel", id, "ComposeCancellation", canceled);
    }
}
