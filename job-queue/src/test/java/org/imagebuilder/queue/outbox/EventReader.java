package org.imagebuilder.queue.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobEvent;

/** Reads what has been published under a key, from the beginning each time. */
final class EventReader {

    private final KafkaClients clients;

    EventReader(KafkaClients clients) {
        this.clients = clients;
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic, UUID key) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = clients.reader()) {
            List<TopicPartition> partitions = reader.listTopics().getOrDefault(topic, List.of()).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            var end = reader.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    if (key.toString().equals(new String(record.key(), StandardCharsets.UTF_8))) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    List<JobEvent> jobEvents(UUID key) {
        return read(Topics.JOB_EVENTS, key).stream()
                .map(record -> EventCodec.JOB.decode(record.value()))
                .toList();
    }

    /** The changes of a compose of one job, in the order of the topic. */
    List<String> changes(UUID key) {
        return jobEvents(key).stream().map(event -> event.getChange().name()).toList();
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
