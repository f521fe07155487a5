package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.imagebuilder.queue.QueueFixture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    private Producer<byte[], byte[]> withoutRetries() {
        Map<String, Object> config = new HashMap<>(queue.clients.connection());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.RETRIES_CONFIG, 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
