package org.imagebuilder.composer.download;

import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.jobtypes.ResultDigest;
import org.imagebuilder.queue.JobSnapshot;
import tools.jackson.databind.JsonNode;

/**
 * The one image that a successful build has uploaded.
 *
 * @param attempt which has finished the job
 */
record FinishedImage(Attempt attempt, ArtifactName file) {

    /**
     * Reads what the worker said.
     *
     * @throws ApiException if there is no image, or more than one place where it went
     */
    static FinishedImage of(JobSnapshot job) {
        if (JobType.of(job.type()).filter(JobType.OSBUILD::equals).isEmpty()) {
            throw ComposerError.INVALID_JOB_TYPE.plain();
        }
        return switch (job.state()) {
            case PENDING, READY, RUNNING -> throw nothing("the compose is not finished");
            case CANCELED -> throw nothing("the compose was cancelled");
            case FINISHED -> ofFinished(job);
        };
    }

    private static FinishedImage ofFinished(JobSnapshot job) {
        String digest = job.digest();
        if (digest == null) {
            throw ComposerError.OSBUILD_JOB_STATUS.because("the build is finished, but has no result");
        }
        try {
            return new FinishedImage(new Attempt(job.id(), job.attempt()), fileIn(ResultDigest.parse(digest)));
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.OSBUILD_JOB_STATUS, e.getMessage(), e);
        }
    }

    private static ArtifactName fileIn(ResultDigest result) {
        if (!result.isObject()) {
            throw ComposerError.OSBUILD_JOB_STATUS.because("the build's result is no object");
        }
        if (!result.osbuildSuccess()) {
            throw nothing("the build has failed");
        }
        JsonNode targets = result.at("target_results");
        if (targets.size() != 1) {
            throw ComposerError.SEVERAL_TARGETS.because("the image has " + targets.size() + " upload targets");
        }
        String name =
                targets.path(0).path("osbuild_artifact").path("export_filename").asString("");
        return ArtifactName.read(name).orElseThrow(() -> nothing("the upload target has no file"));
    }

    private static ApiException nothing(String why) {
        return ComposerError.ARTIFACT_NOT_FOUND.because(why);
    }
}
