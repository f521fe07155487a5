package org.imagebuilder.dispatcher.dependencies;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.outbox.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of new and ended jobs. A batch that fails comes again, as a whole, until it succeeds. */
@Component
class JobEventListener {

    private static final Logger LOG = LoggerFactory.getLogger(JobEventListener.class);

    private final Dependencies dependencies;

    JobEventListener(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @KafkaListener(
            id = "dependencies",
            topics = Topics.JOB_EVENTS,
            groupId = "${imagebuilder.dispatcher.group}",
            batch = "true")
    void enforce(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<UUID> queued = new LinkedHashSet<>();
        List<UUID> ended = new ArrayList<>();
        List<UUID> failed = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            decode(record).ifPresent(event -> {
                switch (event.getChange()) {
                    case QUEUED -> queued.add(event.getJobId());
                    case FINISHED -> {
                        ended.add(event.getJobId());
                        if (event.getError() != null) {
                            failed.add(event.getJobId());
                        }
                    }
                    case CANCELED -> {
                        ended.add(event.getJobId());
                        failed.add(event.getJobId());
                    }
                    // somebody has seen already that it has nothing to wait for
                    case READY -> queued.remove(event.getJobId());
                    case STARTED, HANDED_BACK, REQUEUED, DELETED, UNKNOWN -> {}
                }
            });
        }
        if (!queued.isEmpty() || !ended.isEmpty()) {
            dependencies.enforce(queued, ended, failed);
        }
    }

    /** What is no event of ours must not hold up those that are. */
    private static Optional<JobEvent> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(EventCodec.JOB.decode(record.value()));
        } catch (IllegalArgumentException | NullPointerException e) {
            LOG.warn("skipped a record at {}-{} that is no job event", record.partition(), record.offset(), e);
            return Optional.empty();
        }
    }
}
