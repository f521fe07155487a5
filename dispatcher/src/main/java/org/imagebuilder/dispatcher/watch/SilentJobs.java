package org.imagebuilder.dispatcher.watch;

import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.dispatcher.DispatcherProperties;
import org.imagebuilder.jobtypes.JobError;
import org.imagebuilder.jobtypes.JobErrorId;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.Heartbeats;
import org.imagebuilder.queue.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gives a silent worker's job to another one, and gives up after some times. */
@Component
class SilentJobs {

    private static final Logger LOG = LoggerFactory.getLogger(SilentJobs.class);

    private final Heartbeats heartbeats;
    private final DispatcherProperties properties;
    private final String result;
    private final Outcome outcome;

    SilentJobs(Heartbeats heartbeats, DispatcherProperties properties) {
        this.heartbeats = heartbeats;
        this.properties = properties;
        JobError error = JobError.of(
                JobErrorId.MISSING_HEARTBEAT,
                "The workers that had this job stopped answering more than %d times"
                        .formatted(properties.jobRetries()));
        this.result = error.toResult();
        this.outcome = Outcome.failed(result, new Failure(error.id(), error.reason()));
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.watch-interval:30s}")
    @SchedulerLock(name = "silent-jobs")
    void watch() {
        List<UUID> silent = heartbeats.silentFor(properties.jobTimeout());
        for (UUID token : silent) {
            LOG.info(
                    "a job without heartbeat: {}",
                    heartbeats.lose(token, properties.jobRetries(), result, outcome, "no heartbeat"));
        }
    }
}
