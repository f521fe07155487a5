package org.imagebuilder.gateway.handout;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.lanes.Lane;
import org.imagebuilder.queue.lanes.Lanes;
import org.imagebuilder.queue.outbox.Topics;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Joins the lanes that workers have used of late, since a share group takes seconds to let a member in: a gateway that
 * takes over from another one shall not make the first workers wait.
 */
@Component
class JoinAtStart implements ApplicationRunner {

    private static final Duration OF_LATE = Duration.ofHours(1);
    private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(2);
    /** The others are joined when somebody asks for them. */
    private static final int AT_MOST = 60;

    private final Workers workers;
    private final Topics topics;
    private final Lanes lanes;

    JoinAtStart(Workers workers, Topics topics, Lanes lanes) {
        this.workers = workers;
        this.topics = topics;
        this.lanes = lanes;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<Workers.Kind> kinds = workers.kindsSeenWithin(OF_LATE);
        if (kinds.isEmpty()) {
            return;
        }
        Set<String> existing = topics.lanes(BROKER_ANSWERS_WITHIN);
        lanes.join(kinds.stream()
                .flatMap(kind -> Arrays.stream(JobType.values())
                        .filter(JobType::requestable)
                        .map(type -> new Lane(kind.channel(), type.storedType(kind.architecture()))))
                .distinct()
                .filter(lane -> existing.contains(lane.topic()))
                .limit(AT_MOST)
                .toList());
    }
}
