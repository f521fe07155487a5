package org.imagebuilder.dispatcher.watch;

import java.time.Duration;
import java.util.List;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.dispatcher.DispatcherProperties;
import org.imagebuilder.queue.Losses;
import org.imagebuilder.queue.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes workers that are gone from the registry, and gives their jobs to others at once. */
@Component
class SilentWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(SilentWorkers.class);

    private final Workers workers;
    private final Losses losses;
    private final LostJobs lostJobs;
    private final Duration timeout;

    SilentWorkers(Workers workers, Losses losses, LostJobs lostJobs, DispatcherProperties properties) {
        this.workers = workers;
        this.losses = losses;
        this.lostJobs = lostJobs;
        this.timeout = properties.workerTimeout();
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.worker-watch-interval:5m}")
    @SchedulerLock(name = "silent-workers")
    void watch() {
        List<Workers.Worker> removed;
        do {
            removed = workers.removeSilent(timeout, "no sign of life");
            removed.forEach(worker -> LOG.info(
                    "removed worker {} ({}) of channel '{}': no sign of life for {}",
                    worker.id(),
                    worker.architecture(),
                    worker.channel(),
                    timeout));
        } while (removed.size() == Workers.BATCH);
        // asked even if none was removed just now: whoever removed one may have died before it came to this
        lostJobs.takeAll(() -> losses.takeOrphaned(timeout));
    }
}
