package org.imagebuilder.composer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.testsupport.TestKafka;

/** What the topic of composes says. */
final class ComposeEvents {

    private static final KafkaClients CLIENTS =
            new KafkaClients(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));

    private ComposeEvents() {}

    /** Everything until now about one compose. */
    static List<ComposeEvent> of(UUID compose) {
        List<ComposeEvent> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = CLIENTS.reader()) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.COMPOSE_EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
                reader.poll(Duration.ofSeconds(1)).forEach(record -> {
                    ComposeEvent event = EventCodec.COMPOSE.decode(record.value());
                    if (event.getComposeId().equals(compose)) {
                        events.add(event);
                    }
                });
            }
        }
        return events;
    }
}
