package org.imagebuilder.composer.waiting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Gives a consumer without a group all partitions of a topic, also those that the topic gets later. */
final class Partitions {

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Set<TopicPartition> assigned = new HashSet<>();

    Partitions(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** Returns when whatever is written from now on will be read. */
    void assignFromEnd() {
        List<TopicPartition> all = all();
        if (all.isEmpty()) {
            throw new KafkaException("the topic " + topic + " has no partitions yet");
        }
        assigned.addAll(all);
        consumer.assign(assigned);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /** Adds partitions that the consumer has heard of meanwhile; nothing in them has been missed. */
    void assignNewOnes() {
        List<TopicPartition> added = all().stream()
                .filter(partition -> !assigned.contains(partition))
                .toList();
        if (!added.isEmpty()) {
            assigned.addAll(added);
            consumer.assign(assigned);
            consumer.seekToBeginning(added);
        }
    }

    private List<TopicPartition> all() {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
