package org.imagebuilder.composer.status;

import java.util.List;
import org.imagebuilder.composer.status.ComposeStatus.ImageStatus;
import org.imagebuilder.composer.status.ComposeStatus.Progress;
import org.imagebuilder.composer.status.ComposeStatus.SubProgress;
import org.imagebuilder.composer.status.ComposeStatus.UploadStatus;
import org.imagebuilder.jobtypes.JobError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From the job that builds an image to what clients see of the image. */
final class ImageStatuses {

    private final UploadStatuses uploads;

    ImageStatuses(KeptImages images) {
        uploads = new UploadStatuses(images);
    }

    /**
     * @param status how far the image is, in one word
     * @param tree the build's dependencies are in it, and may be to blame
     */
    ImageStatus of(StoredResult build, String status, JobTree tree) {
        List<UploadStatus> places = uploads.of(build);
        return new ImageStatus(
                status,
                progress(build.at("progress")),
                places.isEmpty() ? null : places.getFirst(),
                places.isEmpty() ? null : places,
                ErrorChain.of(build, tree).map(JobError::toJson).orElse(null));
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
