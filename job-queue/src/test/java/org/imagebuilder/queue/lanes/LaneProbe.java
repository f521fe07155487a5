package org.imagebuilder.queue.lanes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.TopicPartition;
import org.imagebuilder.queue.outbox.KafkaClients;

/** What a lane's topic holds, seen from outside. */
final class LaneProbe {

    private final KafkaClients clients;

    LaneProbe(KafkaClients clients) {
        this.clients = clients;
    }

    /** How many records have ever been in the lane. */
    long end(Lane lane) {
        try (KafkaConsumer<byte[], byte[]> reader = clients.reader()) {
            return reader.listTopics().containsKey(lane.topic()) ? end(reader, partition(lane)) : 0;
        }
    }

    /** The jobs that its records refer to. */
    List<UUID> jobs(Lane lane) {
        List<UUID> jobs = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = clients.reader()) {
            TopicPartition partition = partition(lane);
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            long end = end(reader, partition);
            while (reader.position(partition) < end) {
                reader.poll(Duration.ofMillis(200))
                        .forEach(r -> jobs.add(UUID.fromString(new String(r.key(), StandardCharsets.UTF_8))));
            }
        }
        return jobs;
    }

    /** Takes one record out of the lane and loses it. */
    void consumeOne(Lane lane) {
        consume(lane, 1);
    }

    /** Does so with what one poll brings, and tells how many that were. */
    int consume(Lane lane, int most) {
        try (ShareConsumer<byte[], byte[]> member = clients.shareConsumer(lane.topic(), most)) {
            member.subscribe(List.of(lane.topic()));
            var records = member.poll(Duration.ofMillis(500));
            while (records.isEmpty()) {
                records = member.poll(Duration.ofMillis(500));
            }
            records.forEach(record -> member.acknowledge(record, AcknowledgeType.ACCEPT));
            member.commitSync();
            return records.count();
        }
    }

    private static TopicPartition partition(Lane lane) {
        return new TopicPartition(lane.topic(), 0);
    }

    private static long end(KafkaConsumer<?, ?> reader, TopicPartition partition) {
        return reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
}
