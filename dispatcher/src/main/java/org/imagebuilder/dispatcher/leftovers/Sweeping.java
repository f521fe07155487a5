package org.imagebuilder.dispatcher.leftovers;

import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.queue.outbox.OutboxSweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks for references that are left behind, on one replica at a time. */
@Component
class Sweeping {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeping.class);

    private final OutboxSweeper sweeper;

    Sweeping(OutboxSweeper sweeper) {
        this.sweeper = sweeper;
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.sweep-interval:1s}")
    @SchedulerLock(name = "sweep")
    void sweep() {
        int swept = sweeper.sweep();
        if (swept > 0) {
            LOG.info("published {} references that were left behind", swept);
        }
    }
}
