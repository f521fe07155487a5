package org.imagebuilder.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.WorkerEvent;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.testsupport.TestKafka;

/** What the topics say: every event since the beginning, each counted once, in the order of its key. */
final class EventLedger {

    private final Map<UUID, List<JobEvent>> jobs = new LinkedHashMap<>();
    private final Map<UUID, List<ComposeEvent>> composes = new LinkedHashMap<>();
    private final Map<UUID, List<WorkerEvent>> workers = new LinkedHashMap<>();
    private final Set<UUID> seen = new HashSet<>();
    private int records;

    /** Reads the topics from the beginning to where they end now. */
    static EventLedger read() {
        EventLedger ledger = new EventLedger();
        Map<String, Object> config = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of(Topics.JOB_EVENTS, Topics.COMPOSE_EVENTS, Topics.WORKER_EVENTS)) {
                consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(ledger::enter);
            }
        }
        return ledger;
    }

    private void enter(ConsumerRecord<byte[], byte[]> record) {
        records++;
        String id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
        if (!seen.add(UUID.fromString(id))) {
            return;
        }
        switch (record.topic()) {
            case Topics.JOB_EVENTS -> {
                JobEvent event = EventCodec.JOB.decode(record.value());
                jobs.computeIfAbsent(event.getJobId(), _ -> new ArrayList<>()).add(event);
            }
            case Topics.COMPOSE_EVENTS -> {
                ComposeEvent event = EventCodec.COMPOSE.decode(record.value());
                composes.computeIfAbsent(event.getComposeId(), _ -> new ArrayList<>())
                        .add(event);
            }
            default -> {
                WorkerEvent event = EventCodec.WORKER.decode(record.value());
                workers.computeIfAbsent(event.getWorkerId(), _ -> new ArrayList<>())
                        .add(event);
            }
        }
    }

    /** Records, counted with those that came twice. */
    int records() {
        return records;
    }

    List<JobEvent> job(UUID id) {
        return jobs.getOrDefault(id, List.of());
    }

    List<ComposeEvent> compose(UUID id) {
        return composes.getOrDefault(id, List.of());
    }

    /** Every job since that time, with what happened to it. */
    Map<UUID, List<JobEvent>> jobsSince(Instant start) {
        return since(jobs, event -> event.getOccurredAt().isBefore(start));
    }

    Map<UUID, List<ComposeEvent>> composesSince(Instant start) {
        return since(composes, event -> event.getOccurredAt().isBefore(start));
    }

    Map<UUID, List<WorkerEvent>> workersSince(Instant start) {
        return since(workers, event -> event.getOccurredAt().isBefore(start));
    }

    private static <T> Map<UUID, List<T>> since(Map<UUID, List<T>> events, Predicate<T> isEarlier) {
        Map<UUID, List<T>> later = new LinkedHashMap<>(events);
        later.values().removeIf(history -> isEarlier.test(history.getFirst()));
        return later;
    }

    /** Jobs of these composes. */
    List<UUID> jobsOf(Set<UUID> composeIds) {
        return jobs.entrySet().stream()
                .filter(e -> composeIds.contains(e.getValue().getFirst().getComposeId()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
