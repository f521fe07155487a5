package org.imagebuilder.queue.lanes;

import static org.imagebuilder.queue.outbox.BrokerAnswers.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobReady;
import org.imagebuilder.queue.ReadyJobs.Reference;
import org.jspecify.annotations.Nullable;

/** Looks into a lane without taking anything out of it. */
public final class LaneContents {

    private static final Duration READ_WITHIN = Duration.ofSeconds(30);

    private final Admin admin;
    private final Supplier<Consumer<byte[], byte[]>> readers;

    /** @param readers makes consumers without a group */
    public LaneContents(Admin admin, Supplier<Consumer<byte[], byte[]>> readers) {
        this.admin = admin;
        this.readers = readers;
    }

    /**
     * What the share group has not settled yet.
     *
     * @param records how many
     * @param from first offset of each partition that may hold one
     */
    record Held(long records, Map<TopicPartition, Long> from) {}

    /** What the lane holds; nothing if there is no such topic. */
    Held held(String topic) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, SharePartitionOffsetInfo> offsets = offsets(topic);
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
        long records = 0;
        Map<TopicPartition, Long> from = new HashMap<>();
        for (TopicPartition partition : partitions) {
            SharePartitionOffsetInfo info = offsets.get(partition);
            // a group that never began has everything before it
            long start = Math.max(first.getOrDefault(partition, 0L), info == null ? 0 : info.startOffset());
            long open = Math.max(0, end.getOrDefault(partition, 0L) - start);
            from.put(partition, start);
            records += info == null ? open : info.lag().filter(l -> l >= 0).orElse(open);
        }
        return new Held(records, from);
    }

    /** The references from those offsets on; some of them may have been settled already. */
    List<Reference> read(String topic, Held held) {
        List<Reference> references = new ArrayList<>();
        Consumer<byte[], byte[]> reader = readers.get();
        try {
            reader.assign(held.from().keySet());
            held.from().forEach(reader::seek);
            Map<TopicPartition, Long> end = reader.endOffsets(held.from().keySet());
            long deadline = System.nanoTime() + READ_WITHIN.toNanos();
            while (end.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
                if (System.nanoTime() > deadline) {
                    // deleted meanwhile, perhaps; the next look will tell
                    throw new KafkaException("cannot read to the end in " + READ_WITHIN);
                }
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofSeconds(1))) {
                    Reference reference = decode(record);
                    if (reference != null) {
                        references.add(reference);
                    }
                }
            }
        } finally {
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
        return references;
    }

    private List<TopicPartition> partitions(String topic) {
        try {
            return await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                    .flatMap(t -> t.partitions().stream())
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
        } catch (UnknownTopicOrPartitionException _) {
            return List.of();
        }
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(p -> wanted.put(p, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listOffsets(wanted).all()).forEach((p, info) -> offsets.put(p, info.offset()));
        return offsets;
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> offsets(String group) {
        try {
            Map<TopicPartition, SharePartitionOffsetInfo> known =
                    new HashMap<>(await(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                            .partitionsToOffsetInfo(group)));
            known.values().removeIf(Objects::isNull);
            return known;
        } catch (GroupIdNotFoundException _) {
            return Map.of();
        }
    }

    private static @Nullable Reference decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            JobReady ready = EventCodec.READY.decode(record.value());
            return new Reference(ready.getJobId(), ready.getAttempt());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
