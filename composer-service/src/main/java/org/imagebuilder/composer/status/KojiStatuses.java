package org.imagebuilder.composer.status;

import java.util.List;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.status.ComposeStatus.ImageStatus;
import org.imagebuilder.composer.status.ComposeStatus.KojiStatus;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.JobSnapshot;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From the jobs of a compose that Koji knows of to what its client sees. */
final class KojiStatuses {

    private final ImageStatuses images;

    KojiStatuses(ImageStatuses images) {
        this.images = images;
    }

    /** @param tree its root depends on the job that announced the build, and then on one job for each image */
    ComposeStatus of(JobTree tree) {
        StoredResult registration =
                StoredResult.of(tree.root(), JobType.KOJI_FINALIZE).complete();
        List<JobSnapshot> dependencies = tree.dependenciesOf(tree.root());
        if (dependencies.size() < 2) {
            throw ComposerError.UNEXPECTED_IMAGE_COUNT.because("a job of the compose is missing");
        }
        StoredResult announcement =
                StoredResult.of(dependencies.getFirst(), JobType.KOJI_INIT).complete();
        List<StoredResult> builds = dependencies.stream()
                .skip(1)
                .map(job -> StoredResult.of(job, JobType.OSBUILD).complete())
                .toList();
        List<ImageStatus> imageStatuses = builds.stream()
                .map(build -> images.of(build, imageStatus(build, announcement), tree))
                .toList();
        return ComposeStatus.of(
                tree.root().id(),
                status(registration, announcement, builds),
                imageStatuses,
                new KojiStatus(buildId(announcement.at("build_id"))));
    }

    private static String status(StoredResult registration, StoredResult announcement, List<StoredResult> builds) {
        return switch (registration.job().state()) {
            case PENDING, READY, RUNNING -> "pending";
            case FINISHED -> {
                boolean failure = announcement.error().isPresent()
                        || builds.stream().anyMatch(StoredResult::osbuildFailure)
                        || registration.error().isPresent();
                yield failure ? "failure" : "success";
            }
            case CANCELED -> "failure";
        };
    }

    /** No build succeeds that could not be announced, so there is no need to wait for it. */
    private static String imageStatus(StoredResult build, StoredResult announcement) {
        if (build.job().isCanceled() || announcement.error().isPresent()) {
            return "failure";
        }
        return switch (build.job().state()) {
            case PENDING, READY -> "pending";
            case RUNNING -> "building";
            case FINISHED -> build.osbuildFailure() ? "failure" : "success";
            case CANCELED -> "failure";
        };
    }

    private static @Nullable Long buildId(JsonNode id) {
        if (id.isMissingNode() || id.isNull()) {
            return null;
        }
        if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() < 0) {
            throw ComposerError.MALFORMED_RESULT.because("the id of the Koji build is " + id);
        }
        return id.longValue() == 0 ? null : id.longValue();
    }
}
