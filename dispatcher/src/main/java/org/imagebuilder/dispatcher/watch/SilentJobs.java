package org.imagebuilder.dispatcher.watch;

import java.time.Duration;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.dispatcher.DispatcherProperties;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Losses;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gives a silent worker's job to another one, and gives up after some times. */
@Component
class SilentJobs {

    private final Losses losses;
    private final LostJobs lostJobs;
    private final Cancellations cancellations;
    private final Duration timeout;

    SilentJobs(Losses losses, LostJobs lostJobs, Cancellations cancellations, DispatcherProperties properties) {
        this.losses = losses;
        this.lostJobs = lostJobs;
        this.cancellations = cancellations;
        this.timeout = properties.jobTimeout();
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.watch-interval:30s}")
    @SchedulerLock(name = "silent-jobs")
    void watch() {
        lostJobs.takeAll(() -> losses.takeSilent(timeout));
        // nobody takes a cancelled job from its worker, but its token shall not live for ever
        cancellations.forgetTokens(timeout);
    }
}
