package org.imagebuilder.composer.status;

import java.util.UUID;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.requests.Channel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells how far a compose is. */
@RestController
final class InspectCompose {

    private final TenantJobs jobs;
    private final ComposeStatuses statuses;

    InspectCompose(TenantJobs jobs, ObjectProvider<ArtifactStore> artifacts) {
        this.jobs = jobs;
        this.statuses = ComposeStatuses.with(artifacts);
    }

    @GetMapping(ApiPaths.COMPOSES + "/{id}")
    ComposeStatus status(@PathVariable UUID id, Channel channel) {
        return statuses.of(jobs.withDependencies(id, channel));
    }
}
