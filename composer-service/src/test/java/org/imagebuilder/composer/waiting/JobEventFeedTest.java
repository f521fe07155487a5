package org.imagebuilder.composer.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.imagebuilder.composer.waiting.Expectation.Outcome;
import org.imagebuilder.events.EventCodec;
import org.imagebuilder.events.JobChange;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.events.JobState;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.TopicSettings;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.queue.secrets.Vault;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobEventFeedTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
    private static final KafkaClients CLIENTS = new KafkaClients(KAFKA);
    private static final Admin ADMIN = CLIENTS.admin();
    private static final Producer<byte[], byte[]> PRODUCER = CLIENTS.producer();

    private final Expectations expectations =
            new Expectations(WaitSettings.withLimit(Duration.ofMinutes(5)), new SimpleMeterRegistry());

    @AutoClose
    private final DatabaseLook look = new DatabaseLook(expectations, noJobs(), Duration.ofHours(1));

    @AfterAll
    static void close() {
        PRODUCER.close();
        ADMIN.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"FINISHED", "CANCELED"})
    void the_event_of_a_jobs_end_wakes_who_waits_for_it(JobState state) throws Exception {
        UUID job = UUID.randomUUID();
        try (JobEventFeed _ = feed(CLIENTS::reader);
                Expectation wait = expectations.of(job);
                Expectation other = expectations.of(UUID.randomUUID())) {
            awaitListening();
            send(job, JobState.RUNNING);
            PRODUCER.send(new ProducerRecord<>(Topics.JOB_EVENTS, new byte[] {1, 2, 3}))
                    .get();
            assertThat(wait.await(Duration.ofMillis(100))).isEmpty();

            send(job, state);

            assertThat(wait.await(SOON)).contains(Outcome.JOB_ENDED);
            assertThat(other.await(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void a_consumer_that_fails_is_replaced() throws Exception {
        AtomicInteger consumers = new AtomicInteger();
        UUID job = UUID.randomUUID();
        Supplier<Consumer<byte[], byte[]>> failingAtFirst =
                () -> consumers.incrementAndGet() == 1 ? new Failing() : CLIENTS.reader();
        try (JobEventFeed _ = feed(failingAtFirst);
                Expectation wait = expectations.of(job)) {
            awaitListening();

            send(job, JobState.FINISHED);

            assertThat(wait.await(SOON)).contains(Outcome.JOB_ENDED);
            assertThat(consumers).hasValue(2);
        }
    }

    /** A real consumer that loses its broker, so to speak. */
    private static final class Failing extends KafkaConsumer<byte[], byte[]> {

        private Failing() {
            super(KAFKA, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            throw new KafkaException("the broker is away");
        }
    }

    @Test
    @DisplayName("partitions that a topic gets later are read from their beginning")
    void partitions_may_grow() throws Exception {
        String topic = "waiting-" + UUID.randomUUID();
        ADMIN.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "metadata.max.age.ms", 100),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            Partitions partitions = new Partitions(consumer, topic);
            partitions.assignFromEnd();
            ADMIN.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            PRODUCER.send(new ProducerRecord<>(topic, 1, null, new byte[] {1})).get();

            await().atMost(SOON).until(() -> {
                partitions.assignNewOnes();
                return !consumer.poll(Duration.ofMillis(100)).isEmpty();
            });
        }
    }

    /** Beside a database that knows none of the jobs. */
    private JobEventFeed feed(Supplier<Consumer<byte[], byte[]>> consumers) {
        Topics topics = new Topics(ADMIN, TopicSettings.SINGLE_BROKER);
        JobEventFeed feed = new JobEventFeed(consumers, topics, expectations, look);
        feed.start();
        return feed;
    }

    private static Jobs noJobs() {
        DataSource database =
                TestPostgres.freshDatabase("migrated", Migrations::migrate).dataSource();
        return new Jobs(new Statements(database, Clock.systemUTC(), _ -> {}, Vault.OPEN));
    }

    /** Until the feed listens, whatever is sent is missed. */
    private void awaitListening() throws InterruptedException {
        UUID probe = UUID.randomUUID();
        try (Expectation heard = expectations.of(probe)) {
            await().atMost(SOON).until(() -> {
                send(probe, JobState.FINISHED);
                return heard.await(Duration.ofMillis(100)).isPresent();
            });
        }
    }

    private static void send(UUID job, JobState state) throws Exception {
        JobEvent event = new JobEvent(
                UUID.randomUUID(),
                Instant.now(),
                job,
                null,
                "",
                "depsolve",
                null,
                JobChange.FINISHED,
                null,
                state,
                1,
                null,
                null,
                null,
                null,
                null);
        PRODUCER.send(new ProducerRecord<>(Topics.JOB_EVENTS, EventCodec.JOB.encode(event)))
                .get();
    }
}
