package org.imagebuilder.queue.outbox;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what the broker answers to an administrative question. */
public final class BrokerAnswers {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private BrokerAnswers() {}

    /**
     * The answer, within ten seconds.
     *
     * @throws KafkaException the broker's own where it refuses; also if it does not answer, or on interruption
     */
    public static <T> T await(KafkaFuture<T> future) {
        return await(future, BOUND);
    }

    static <T> T await(KafkaFuture<T> future, Duration bound) {
        try {
            return future.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
