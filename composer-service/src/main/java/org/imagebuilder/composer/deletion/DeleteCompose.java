package org.imagebuilder.composer.deletion;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.Caller;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.Deletion;
import org.imagebuilder.queue.Deletions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Deletes a compose that has ended, with its jobs and the files that these have left. */
@RestController
final class DeleteCompose {

    private final TenantJobs jobs;
    private final Deletions deletions;
    private final @Nullable ArtifactStore artifacts;

    DeleteCompose(TenantJobs jobs, Deletions deletions, ObjectProvider<ArtifactStore> artifacts) {
        this.jobs = jobs;
        this.deletions = deletions;
        this.artifacts = artifacts.getIfAvailable();
    }

    record ComposeDeleteStatus(String href, UUID id, String kind) {}

    @DeleteMapping(ApiPaths.COMPOSES + "/{id}")
    ComposeDeleteStatus delete(@PathVariable UUID id, Channel channel, RequestIds ids) {
        jobs.find(id, channel);
        switch (deletions.delete(id, Caller.of(channel, ids))) {
            case Deletion.Deleted deleted -> removeFiles(deleted.jobs());
            case Deletion.NotEnded _ ->
                throw ComposerError.DELETE_JOB.because("it has not ended; cancel it first, or wait");
            case Deletion.StillNeeded _ -> throw ComposerError.DELETE_JOB.because("other jobs depend on it");
            case Deletion.Unknown _ -> throw ComposerError.COMPOSE_NOT_FOUND.plain();
        }
        return new ComposeDeleteStatus(ApiPaths.COMPOSES + "/" + id, id, "ComposeDeleteStatus");
    }

    private void removeFiles(List<UUID> gone) {
        if (artifacts == null) {
            return;
        }
        IOException failure = null;
        for (UUID job : gone) {
            try {
                artifacts.delete(job);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new ApiException(
                    ComposerError.DELETE_ARTIFACTS, "the compose is deleted, its files will be later", failure);
        }
    }
}
