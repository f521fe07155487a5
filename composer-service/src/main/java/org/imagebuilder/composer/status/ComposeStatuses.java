package org.imagebuilder.composer.status;

import java.util.List;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.queue.JobSnapshot;
import org.springframework.beans.factory.ObjectProvider;

/** From the jobs of a compose to what its client sees. */
public final class ComposeStatuses {

    private final ImageStatuses images;
    private final KojiStatuses koji;

    ComposeStatuses(KeptImages kept) {
        images = new ImageStatuses(kept);
        koji = new KojiStatuses(images);
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
     * @throws ApiException if the root is no job that makes images, or if results are unreadable
     */
    public ComposeStatus of(List<JobSnapshot> jobs) {
        JobTree tree = JobTree.of(jobs);
        JobType root = JobType.of(tree.root().type()).orElseThrow(ComposerError.INVALID_JOB_TYPE::plain);
        try {
            return switch (root) {
                case OSBUILD -> ofOneImage(tree);
                case KOJI_FINALIZE -> koji.of(tree);
                default -> throw ComposerError.INVALID_JOB_TYPE.plain();
            };
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.MALFORMED_RESULT, e.getMessage(), e);
        }
    }

    private ComposeStatus ofOneImage(JobTree tree) {
        StoredResult build = StoredResult.of(tree.root(), JobType.OSBUILD).complete();
        return ComposeStatus.of(tree.root().id(), status(build), images.of(build, imageStatus(build), tree));
    }

    private static String status(StoredResult build) {
        return switch (build.job().state()) {
            case PENDING, READY, RUNNING -> "pending";
            case FINISHED -> build.osbuildSuccess() ? "success" : "failure";
            case CANCELED -> "failure";
        };
    }

    private static String imageStatus(StoredResult build) {
        return switch (build.job().state()) {
            case PENDING, READY -> "pending";
            case RUNNING -> "building";
            case FINISHED -> build.osbuildSuccess() ? "success" : "failure";
            case CANCELED -> "failure";
        };
    }
}
