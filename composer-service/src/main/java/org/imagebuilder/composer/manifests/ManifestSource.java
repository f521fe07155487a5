package org.imagebuilder.composer.manifests;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.JsonParts;
import org.imagebuilder.composer.status.StoredResult;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.RawJson;

/** Where the manifest of an image comes from. */
sealed interface ManifestSource {

    /** The image's job was given it. */
    record Given(RawJson manifest) implements ManifestSource {}

    /** Another job has made it. */
    record Made(UUID job) implements ManifestSource {}

    /** There is none yet, or never will be. */
    record NotThere() implements ManifestSource {}

    /**
     * What a job makes, or has made.
     *
     * @throws ApiException if it has failed, or its result cannot be read
     */
    static ManifestSource madeBy(JobSnapshot job) {
        if (!job.isFinished()) {
            return new NotThere();
        }
        try {
            StoredResult result = StoredResult.of(job, JobType.of(job.type()).orElseThrow());
            result.error().ifPresent(error -> {
                throw ComposerError.MANIFEST_FAILED.because(error.reason());
            });
            if (result.isIncomplete()) {
                throw ComposerError.COMPOSE_NOT_FOUND.because("the manifest's job has no result");
            }
            return new Made(job.id());
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.COMPOSE_NOT_FOUND, "the manifest's result cannot be read", e);
        }
    }

    /**
     * The manifest in what an image's job was given.
     *
     * @throws ApiException if there is none
     */
    static ManifestSource givenIn(RawJson arguments) throws IOException {
        RawJson manifest = JsonParts.pick(arguments, Set.of("manifest")).get("manifest");
        if (manifest == null || JsonParts.isEmpty(manifest)) {
            throw ComposerError.COMPOSE_NOT_FOUND.because("no job makes the manifest of this image");
        }
        return new Given(manifest);
    }
}
