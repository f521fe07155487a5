package org.imagebuilder.queue.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka clients that the queue needs, with the settings it depends on.
 *
 * @param connection bootstrap servers, and security where needed
 */
public record KafkaClients(Map<String, Object> connection) {

    /** Bytes. */
    private static final int LEAST_FETCHED = 4 * 1024;

    /** Bytes. A lane's record that was sent alone takes half of it, and what does not fit is not brought. */
    private static final int LANE_RECORD = 1024;

    public KafkaClients {
        connection = Map.copyOf(connection);
    }

    /**
     * Every record acknowledged by all replicas, none twice, in order. It gives up before the sweeper takes over what has
     * stood in the outbox for its grace time, so that the two do not publish the same.
     */
    public Producer<byte[], byte[]> producer() {
        return producer(Duration.ZERO, Duration.ofSeconds(4));
    }

    /**
     * The same for events: it gives none up by itself, since the next one might arrive then. It waits a moment, so that
     * what is sent at the same time goes in one request.
     */
    public Producer<byte[], byte[]> eventProducer() {
        return producer(Duration.ofMillis(5), Duration.ofMillis(Integer.MAX_VALUE));
    }

    private Producer<byte[], byte[]> producer(Duration linger, Duration delivery) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        // what comes while a request is on its way goes together with the next one
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(delivery.toMillis()));
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * 1024 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Admin admin() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(config);
    }

    /**
     * A member of a share group that may rest between polls as long as it likes.
     *
     * @param records how many it takes at a time, at most
     */
    public ShareConsumer<byte[], byte[]> shareConsumer(String group, int records) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records);
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5_000);
        // the broker looks through all that it could send, however few records it is to send
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Math.max(LEAST_FETCHED, records * LANE_RECORD));
        config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 16 * 1024);
        return new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer without a group, to look into a topic. */
    public KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
