package org.imagebuilder.dispatcher.artifacts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.Removed;
import org.imagebuilder.queue.Jobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Sweeps the artifacts, on one replica at a time, and counts. */
class ArtifactSweeper {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactSweeper.class);

    private final ArtifactSweep sweep;
    private final Counter files;
    private final Counter bytes;

    ArtifactSweeper(
            ArtifactStore store, Jobs jobs, Clock clock, ArtifactSweepProperties properties, MeterRegistry meters) {
        this.sweep = new ArtifactSweep(store, jobs, clock, properties.artifactGrace(), this::count);
        this.files = Counter.builder("imagebuilder.artifacts.removed")
                .description("Files removed since their job or attempt is gone")
                .register(meters);
        this.bytes = Counter.builder("imagebuilder.artifacts.removed.bytes")
                .description("Bytes of these files")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.artifact-sweep-interval:10m}")
    @SchedulerLock(name = "artifacts")
    void sweep() {
        try {
            sweep.sweep();
        } catch (IOException e) {
            LOG.warn("cannot look at the artifacts: {}", e.toString());
        }
    }

    private void count(Removed removed) {
        files.increment((double) removed.files());
        bytes.increment((double) removed.bytes());
        if (removed.files() > 0) {
            LOG.info("removed {} artifacts of {} bytes", removed.files(), removed.bytes());
        }
    }
}
