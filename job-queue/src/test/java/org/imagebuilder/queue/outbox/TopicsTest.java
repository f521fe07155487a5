package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.imagebuilder.embedded.KafkaBroker;
import org.imagebuilder.queue.QueueFixture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {

    private static final int PARTITIONS = 12;

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    /** A leader that is not ready may refuse the first record and take the second: their order would be lost. */
    @Test
    @DisplayName("a new topic takes its first record at once")
    void newTopicsAreReady() throws Exception {
        TopicSettings wide = new TopicSettings((short) 1, 1, Duration.ofDays(1), PARTITIONS, Duration.ofDays(1));
        Topics topics = new Topics(queue.admin, wide);
        try (Producer<byte[], byte[]> producer = withoutRetries()) {
            for (int i = 0; i < 10; i++) {
                String topic = queue.lane("depsolve-" + i).topic();
                topics.ensure(topic);

                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, new byte[0])));
                }
                for (Future<RecordMetadata> record : sent) {
                    assertThat(record.get(5, TimeUnit.SECONDS).offset()).isZero();
                }
            }
        }
    }

    @Test
    @DisplayName("a lane that beats less often opens with a broker that has come to forbid it")
    void lanesOpenWithStricterBrokers(@TempDir Path data) throws Exception {
        String lane = queue.lane("depsolve").topic();
        try (KafkaBroker broker = KafkaBroker.start(data);
                Admin admin = admin(broker)) {
            Topics topics = new Topics(admin, TopicSettings.SINGLE_BROKER);
            topics.ensure(lane);
            assertThat(heartbeats(admin, lane)).isEqualTo("500");

            topics.beatLessOften(lane);
            await().atMost(QueueFixture.PATIENCE).until(() -> heartbeats(admin, lane), "2000"::equals);
        }
        Map<String, String> strict =
                Map.of("group.share.min.heartbeat.interval.ms", "3000", "group.share.heartbeat.interval.ms", "3000");
        try (KafkaBroker broker = KafkaBroker.start(data, strict, List.of());
                Admin admin = admin(broker)) {
            new Topics(admin, TopicSettings.SINGLE_BROKER).ensure(lane);

            assertThat(heartbeats(admin, lane)).isEqualTo("3000");
            assertThat(QueueFixture.groupSetting(admin, lane, "share.auto.offset.reset"))
                    .isEqualTo("earliest");
        }
    }

    private static Admin admin(KafkaBroker broker) {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers())).admin();
    }

    private static String heartbeats(Admin admin, String lane) throws Exception {
        return QueueFixture.groupSetting(admin, lane, "share.heartbeat.interval.ms");
    }

    private Producer<byte[], byte[]> withoutRetries() {
        Map<String, Object> config = new HashMap<>(queue.clients.connection());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.RETRIES_CONFIG, 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
