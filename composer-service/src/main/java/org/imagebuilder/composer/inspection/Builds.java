package org.imagebuilder.composer.inspection;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.status.JobTree;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.JobSnapshot;

/**
 * The jobs of a compose by what they do in it.
 *
 * @param images the osbuild jobs, one for each image, in the order of the request
 * @param koji empty unless it is a koji compose
 */
public record Builds(JobTree tree, List<JobSnapshot> images, Optional<Koji> koji) {

    private static final Set<JobType> MANIFEST = EnumSet.of(JobType.MANIFEST_ID_ONLY, JobType.IMAGE_BUILDER_MANIFEST);

    /** What frames the builds of a koji compose. */
    public record Koji(JobSnapshot init, JobSnapshot finish) {}

    /**
     * Sorts the jobs of a compose.
     *
     * @param jobs the root job first, then all that it depends on
     * @throws org.imagebuilder.http.errors.ApiException if these are not the jobs of images
     */
    public static Builds of(List<JobSnapshot> jobs) {
        JobTree tree = JobTree.of(jobs);
        JobSnapshot root = tree.root();
        return switch (typeOf(root)) {
            case OSBUILD -> new Builds(tree, List.of(root), Optional.empty());
            case KOJI_FINALIZE -> koji(tree, root);
            default -> throw ComposerError.INVALID_JOB_TYPE.plain();
        };
    }

    private static Builds koji(JobTree tree, JobSnapshot root) {
        List<JobSnapshot> dependencies = tree.dependenciesOf(root);
        List<JobSnapshot> images = dependencies.stream()
                .filter(job -> typeOf(job) == JobType.OSBUILD)
                .toList();
        JobSnapshot init = dependencies.stream()
                .filter(job -> typeOf(job) == JobType.KOJI_INIT)
                .findFirst()
                .orElseThrow(() -> ComposerError.COMPOSE_NOT_FOUND.because("the compose has no koji-init job"));
        if (images.size() + 1 < dependencies.size()) {
            throw ComposerError.INVALID_JOB_TYPE.because("the compose depends on jobs that build no image");
        }
        return new Builds(tree, images, Optional.of(new Koji(init, root)));
    }

    /** The job that makes the manifest of an image. */
    public Optional<JobSnapshot> manifestOf(JobSnapshot image) {
        return dependency(image, MANIFEST);
    }

    /** The job that resolved the packages of a manifest. */
    public Optional<JobSnapshot> depsolveOf(JobSnapshot manifest) {
        return dependency(manifest, EnumSet.of(JobType.DEPSOLVE));
    }

    private Optional<JobSnapshot> dependency(JobSnapshot job, Set<JobType> types) {
        return tree.dependenciesOf(job).stream()
                .filter(dependency -> types.contains(typeOf(dependency)))
                .findFirst();
    }

    private static JobType typeOf(JobSnapshot job) {
        return JobType.of(job.type()).orElseThrow(ComposerError.INVALID_JOB_TYPE::plain);
    }
}
