package org.imagebuilder.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    @TempDir
    Path parent;

    @Test
    void records_and_identity_survive_a_restart_on_the_same_folder() throws Exception {
        Path data = parent.resolve("a folder/kafka");
        String cluster;
        try (var broker = KafkaBroker.start(data);
                var admin = admin(broker)) {
            cluster = admin.describeCluster().clusterId().get();
            createTopic(admin, "kept");
            produce(broker, "kept", "before");
        }
        try (var broker = KafkaBroker.start(data);
                var admin = admin(broker)) {
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(cluster);
            produce(broker, "kept", "after");
            assertThat(consume(broker, "kept", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void share_groups_work_and_join_quickly() throws Exception {
        try (var broker = KafkaBroker.start(null);
                var admin = admin(broker)) {
            createLane(admin);
            produce(broker, "lane", "job");

            try (var consumer = shareConsumer(broker)) {
                consumer.subscribe(List.of("lane"));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(consumer.poll(Duration.ofMillis(200)))
                                .hasSize(1));
            }
        }
    }

    /** As when the answer with the record was lost together with its connection. */
    @Test
    void a_record_that_nobody_acknowledges_goes_to_another_consumer_within_seconds() throws Exception {
        try (var broker = KafkaBroker.start(null);
                var admin = admin(broker);
                var silent = shareConsumer(broker);
                var other = shareConsumer(broker)) {
            createLane(admin);
            produce(broker, "lane", "job");
            silent.subscribe(List.of("lane"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(silent.poll(Duration.ofMillis(200))).hasSize(1));

            other.subscribe(List.of("lane"));

            Duration beforeTheDefault = Duration.ofSeconds(20);
            Awaitility.await()
                    .atMost(beforeTheDefault)
                    .untilAsserted(
                            () -> assertThat(other.poll(Duration.ofMillis(200))).hasSize(1));
        }
    }

    @Test
    void topics_do_not_appear_by_themselves() throws Exception {
        try (var broker = KafkaBroker.start(null);
                var admin = admin(broker)) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("unknown"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("UnknownTopicOrPartition");
        }
    }

    @Test
    void an_unusable_folder_is_named() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() -> KafkaBroker.start(file))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("cannot write to the folder " + file + " for kafka");
    }

    private static Admin admin(KafkaBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void createTopic(Admin admin, String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }

    private static void produce(KafkaBroker broker, String topic, String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> consume(KafkaBroker broker, String topic, int count) {
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "reader",
                        "group.protocol", "consumer",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(one -> values.add(one.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    private static void createLane(Admin admin) throws Exception {
        createTopic(admin, "lane");
        var group = new ConfigResource(ConfigResource.Type.GROUP, "lane");
        var earliest =
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(group, List.of(earliest))).all().get();
    }

    private static KafkaShareConsumer<String, String> shareConsumer(KafkaBroker broker) {
        return new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "lane",
                        "share.acknowledgement.mode", "explicit"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
