package org.imagebuilder.chaos.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.imagebuilder.events.ComposeEvent;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.WorkerChange;
import org.imagebuilder.events.WorkerEvent;

/** Reads all events as they come, past all proxies. */
public final class EventLog implements AutoCloseable {

    private static final String JOBS = "imagebuilder.job-events";
    private static final String COMPOSES = "imagebuilder.compose-events";
    private static final String WORKERS = "imagebuilder.worker-events";
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, List<JobEvent>> jobs = new HashMap<>();
    private final Map<String, List<ComposeEvent>> composes = new HashMap<>();
    private final Set<String> workers = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private Instant completeSince = Instant.EPOCH;
    private int repeated;
    private volatile boolean over;
    private volatile boolean atEnd;
    private volatile boolean fromBeginning;

    /** Reads from the beginning. */
    public EventLog(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        reader = Thread.ofPlatform().name("event-log").start(this::read);
    }

    private void read() {
        while (!over) {
            try {
                if (fromBeginning) {
                    fromBeginning = false;
                    consumer.seekToBeginning(consumer.assignment());
                }
                consumer.poll(POLL).forEach(this::add);
                atEnd = isAtEnd(consumer.assignment());
            } catch (WakeupException _) {
                return;
            } catch (KafkaException _) {
                // the broker is what is being tested; the position stays
                atEnd = false;
            }
        }
    }

    private boolean isAtEnd(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions, POLL.multipliedBy(10)).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), POLL.multipliedBy(10)) >= end.getValue());
    }

    private synchronized void add(ConsumerRecord<byte[], byte[]> event) {
        try {
            switch (event.topic()) {
                case JOBS -> add(EventCodec.JOB.decode(event.value()));
                case COMPOSES -> add(EventCodec.COMPOSE.decode(event.value()));
                default -> add(EventCodec.WORKER.decode(event.value()));
            }
        } catch (RuntimeException e) {
            unreadable.add(event.topic() + "-" + event.partition() + " at " + event.offset() + ": " + e.getMessage());
        }
    }

    private void add(JobEvent job) {
        if (isNew(job.getEventId().toString())) {
            jobs.computeIfAbsent(job.getJobId().toString(), _ -> new ArrayList<>())
                    .add(job);
        }
    }

    private void add(ComposeEvent compose) {
        if (isNew(compose.getEventId().toString())) {
            composes.computeIfAbsent(compose.getComposeId().toString(), _ -> new ArrayList<>())
                    .add(compose);
        }
    }

    private void add(WorkerEvent worker) {
        if (isNew(worker.getEventId().toString()) && worker.getChange() == WorkerChange.REGISTERED) {
            workers.add(worker.getWorkerId().toString());
        }
    }

    private boolean isNew(String id) {
        if (seen.add(id)) {
            return true;
        }
        repeated++;
        return false;
    }

    /** Whether everything was read that was there a moment ago. */
    public boolean isAtEnd() {
        return atEnd;
    }

    /** Topics, with all that is in them, were deleted, and are there again. */
    public synchronized void lost(Instant until) {
        completeSince = until;
        // the new topics' records begin at 0 again
        fromBeginning = true;
    }

    /** The topics that it reads. */
    public static List<String> topics() {
        return List.of(JOBS, COMPOSES, WORKERS);
    }

    /** All of them so far. */
    public synchronized Published published() {
        return new Published(
                Map.copyOf(jobs),
                Map.copyOf(composes),
                Set.copyOf(workers),
                completeSince,
                repeated,
                List.copyOf(unreadable));
    }

    @Override
    public void close() {
        over = true;
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
