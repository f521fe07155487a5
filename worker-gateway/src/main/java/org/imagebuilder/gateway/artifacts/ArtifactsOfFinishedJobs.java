package org.imagebuilder.gateway.artifacts;

import java.io.IOException;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.gateway.progress.FinishedJobListener;
import org.imagebuilder.queue.EndedJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of an attempt that succeeded those of its job. Where that fails, or would keep a worker waiting, the
 * dispatcher does it later.
 */
record ArtifactsOfFinishedJobs(ArtifactStore store) implements FinishedJobListener {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactsOfFinishedJobs.class);

    @Override
    public void finished(EndedJob job) {
        if (!store.settlesAtOnce()) {
            return;
        }
        Attempt attempt = new Attempt(job.id(), job.attempt());
        try {
            if (job.failure() == null) {
                store.publish(attempt);
            } else {
                store.discard(attempt);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the artifacts of job {} stay where they are for now: {}", job.id(), e.toString());
        }
    }
}
