package org.imagebuilder.queue.outbox;

import static org.imagebuilder.queue.outbox.BrokerAnswers.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.imagebuilder.queue.lanes.Lane;

/** Creates topics before the first record goes to them. */
public final class Topics {

    public static final String COMPOSE_EVENTS = "imagebuilder.compose-events";
    public static final String JOB_EVENTS = "imagebuilder.job-events";
    public static final String WORKER_EVENTS = "imagebuilder.worker-events";

    private static final int ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Admin admin;
    private final TopicSettings settings;
    private final Set<String> ensured = ConcurrentHashMap.newKeySet();

    public Topics(Admin admin, TopicSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Makes sure that a topic exists; costs nothing once it is known to.
     *
     * @throws KafkaException if the broker does not answer, or refuses
     */
    public void ensure(String topic) {
        if (ensured.contains(topic)) {
            return;
        }
        if (Lane.isLane(topic)) {
            // before the topic exists, since a group that starts at "latest" would miss the first records
            startAtEarliest(topic);
            create(topic, settings.lanePartitions(), settings.laneRetention());
        } else {
            create(topic, settings.eventPartitions(), settings.eventRetention());
        }
        ensured.add(topic);
    }

    /** Creates those event topics that are missing, whatever is thought to be known of them. */
    public void ensureEvents() {
        Set<String> existing = await(admin.listTopics().names());
        for (String topic : List.of(COMPOSE_EVENTS, JOB_EVENTS, WORKER_EVENTS)) {
            if (!existing.contains(topic)) {
                doubt(topic);
                ensure(topic);
            }
        }
    }

    /**
     * Lanes that exist.
     *
     * @param within how long to wait for the broker's answer
     * @return their topics; none if the broker does not answer
     */
    public Set<String> lanes(Duration within) {
        try {
            return await(admin.listTopics().names(), within).stream()
                    .filter(Lane::isLane)
                    .collect(Collectors.toSet());
        } catch (KafkaException _) {
            return Set.of();
        }
    }

    /** Forgets that a topic exists: something that was sent to it did not arrive. */
    public void doubt(String topic) {
        ensured.remove(topic);
    }

    private void startAtEarliest(String group) {
        await(admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                .all());
    }

    private void create(String topic, int partitions, Duration retention) {
        NewTopic newTopic = new NewTopic(topic, partitions, settings.replicationFactor())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
        try {
            await(admin.createTopics(List.of(newTopic)).all());
            awaitLeaders(topic, partitions);
        } catch (TopicExistsException _) {
            // somebody else was faster, perhaps by a moment, and perhaps with another number of partitions
            awaitLeaders(topic, 1);
        }
    }

    /** A leader that has just been named may refuse the first record and take the second, and their order is lost. */
    private void awaitLeaders(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        for (int attempt = 0; ; attempt++) {
            try {
                await(admin.listOffsets(ends).all());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                // the broker that was asked has not heard of it yet
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
