package org.imagebuilder.queue.lanes;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Puts a record into its lane again, behind the others. Releasing it would do the same, but a record that is released
 * five times is gone.
 */
final class Forwarder implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 5;
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;

    Forwarder(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Tells whether the broker has it; if not, or if that is not known, the old record must stay. */
    boolean forward(ConsumerRecord<byte[], byte[]> record) {
        try {
            producer.send(new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers()))
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
