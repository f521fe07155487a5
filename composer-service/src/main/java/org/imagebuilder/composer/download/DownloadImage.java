package org.imagebuilder.composer.download;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.artifacts.Artifact;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.requests.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Sends the image of a compose that was kept on the server. The database is asked once, before the first byte. */
@RestController
final class DownloadImage {

    private final TenantJobs jobs;
    private final @Nullable ArtifactStore store;

    DownloadImage(TenantJobs jobs, ObjectProvider<ArtifactStore> store) {
        this.jobs = jobs;
        this.store = store.getIfAvailable();
    }

    @GetMapping(ApiPaths.COMPOSES + "/{id}/download")
    void download(@PathVariable UUID id, Channel channel, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FinishedImage image = FinishedImage.of(jobs.find(id, channel));
        try (Artifact file = open(image)) {
            new ImageAnswer(request, response)
                    .send(file, id + "-" + image.file().text());
        }
    }

    private Artifact open(FinishedImage image) {
        if (store == null) {
            throw ComposerError.ARTIFACT_NOT_FOUND.because("no images are kept on this server");
        }
        Optional<Artifact> file;
        try {
            file = store.open(image.attempt(), image.file());
        } catch (IOException e) {
            throw new FaultException(Fault.UNAVAILABLE, "the image cannot be read at the moment", e);
        }
        return file.orElseThrow(() -> ComposerError.ARTIFACT_NOT_FOUND.because("the image is not on this server"));
    }
}
