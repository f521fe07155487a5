package org.imagebuilder.composer.status;

import java.util.List;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.status.ComposeStatus.ImageStatus;
import org.imagebuilder.composer.status.ComposeStatus.Progress;
import org.imagebuilder.composer.status.ComposeStatus.SubProgress;
import org.imagebuilder.composer.status.ComposeStatus.UploadStatus;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.queue.JobSnapshot;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import tools.jackson.databind.JsonNode;

/** From the jobs of a compose to what its client sees. */
public final class ComposeStatuses {

    private final UploadStatuses uploads;

    ComposeStatuses(KeptImages images) {
        uploads = new UploadStatuses(images);
    }

    /** For images that may be kept in a store, if there is one. */
    public static ComposeStatuses with(ObjectProvider<ArtifactStore> artifacts) {
        return new ComposeStatuses(
                artifacts.stream().map(KeptImages::in).findFirst().orElse(KeptImages.NONE));
    }

    /**
     * The status of a compose.
     *
     * @param jobs the compose's root job first, then its dependencies
     * @throws ApiException if the root is no job that makes an image, or if results are unreadable
     */
    public ComposeStatus of(List<JobSnapshot> jobs) {
        JobTree tree = JobTree.of(jobs);
        try {
            return read(tree);
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.MALFORMED_RESULT, e.getMessage(), e);
        }
    }

    private ComposeStatus read(JobTree tree) {
        JobSnapshot root = tree.root();
        StoredResult result = StoredResult.of(root, JobType.OSBUILD);
        if (result.isIncomplete()) {
            throw ComposerError.MALFORMED_RESULT.because("the job is finished, but has no result");
        }
        List<UploadStatus> places = uploads.of(result);
        var image = new ImageStatus(
                imageStatus(result),
                progress(result.at("progress")),
                places.isEmpty() ? null : places.getFirst(),
                places.isEmpty() ? null : places,
                ErrorChain.of(root, tree).map(JobError::toJson).orElse(null));
        return new ComposeStatus(
                ApiPaths.COMPOSES + "/" + root.id(), root.id(), "ComposeStatus", composeStatus(result), image);
    }

    private static String composeStatus(StoredResult result) {
        return switch (result.job().state()) {
            case PENDING, READY, RUNNING -> "pending";
            case FINISHED -> result.osbuildSuccess() ? "success" : "failure";
            case CANCELED -> "failure";
        };
    }

    private static String imageStatus(StoredResult result) {
        return switch (result.job().state()) {
            case PENDING, READY -> "pending";
            case RUNNING -> "building";
            case FINISHED -> result.osbuildSuccess() ? "success" : "failure";
            case CANCELED -> "failure";
        };
    }

    private static @Nullable Progress progress(JsonNode progress) {
        if (!progress.isObject()) {
            return null;
        }
        JsonNode sub = progress.path("sub_progress");
        return new Progress(
                progress.path("done").asLong(0),
                progress.path("total").asLong(0),
                sub.isObject()
                        ? new SubProgress(
                                sub.path("done").asLong(0), sub.path("total").asLong(0))
                        : null);
    }
}
