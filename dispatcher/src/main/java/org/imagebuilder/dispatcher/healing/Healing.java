package org.imagebuilder.dispatcher.healing;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.imagebuilder.dispatcher.DispatcherProperties;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.lanes.LaneHealer;
import org.imagebuilder.queue.outbox.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Rebuilds from the database what Kafka has lost. */
@Component
class Healing {

    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

    private final LaneHealer lanes;
    private final Dependencies dependencies;
    private final Topics topics;
    private final Duration age;

    Healing(LaneHealer lanes, Dependencies dependencies, Topics topics, DispatcherProperties properties) {
        this.lanes = lanes;
        this.dependencies = dependencies;
        this.topics = topics;
        this.age = properties.healAge();
    }

    @Scheduled(fixedDelayString = "${imagebuilder.dispatcher.heal-interval:10s}")
    @SchedulerLock(name = "heal")
    void heal() {
        topics.ensureEvents();
        List<UUID> forgotten = dependencies.forgotten(age);
        if (!forgotten.isEmpty()) {
            LOG.info("{} jobs waited for nothing any more", forgotten.size());
            dependencies.enforce(forgotten, List.of());
        }
        lanes.heal(age);
    }
}
