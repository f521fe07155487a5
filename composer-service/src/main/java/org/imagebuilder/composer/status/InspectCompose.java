package org.imagebuilder.composer.status;

import java.util.List;
import java.util.UUID;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.Jobs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells how far a compose is. */
@RestController
final class InspectCompose {

    private final Jobs jobs;
    private final ComposeStatuses statuses;

    InspectCompose(Jobs jobs, ObjectProvider<ArtifactStore> artifacts) {
        this.jobs = jobs;
        this.statuses = new ComposeStatuses(
                artifacts.stream().map(KeptImages::in).findFirst().orElse(KeptImages.NONE));
    }

    @GetMapping(ApiPaths.COMPOSES + "/{id}")
    ComposeStatus status(@PathVariable UUID id, Channel channel) {
        List<JobSnapshot> compose = jobs.withDependencies(id);
        // A foreign compose answers like an unknown one, so that nobody learns which ids exist.
        if (compose.isEmpty() || !compose.getFirst().channel().equals(channel.name())) {
            throw ComposerError.COMPOSE_NOT_FOUND.plain();
        }
        return statuses.of(compose);
    }
}
