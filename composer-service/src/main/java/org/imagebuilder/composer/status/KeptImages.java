package org.imagebuilder.composer.status;

import java.nio.file.Path;
import java.util.Optional;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.queue.JobSnapshot;

/** Where images are that stay on the server. */
@FunctionalInterface
interface KeptImages {

    /** Where none are kept. */
    KeptImages NONE = (_, _) -> Optional.empty();

    /**
     * The absolute path of an image.
     *
     * @param name as the worker reported it
     * @return empty if the job has not finished, or has no such file
     */
    Optional<Path> path(JobSnapshot job, String name);

    static KeptImages in(ArtifactStore store) {
        return (job, name) -> ArtifactName.read(name)
                .filter(_ -> job.isFinished())
                .flatMap(file -> store.path(new Attempt(job.id(), job.attempt()), file));
    }
}
