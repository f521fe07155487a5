package org.imagebuilder.standalone.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An ordinary consumer of the event topics, from their beginning. */
public final class EventFeed implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<Event> reader;
    private final Thread thread;

    private EventFeed(String bootstrapServers, Consumer<Event> reader) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "event-feed-" + UUID.randomUUID(),
                        "group.protocol",
                        "consumer",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("event-feed").unstarted(this::read);
    }

    /** Starts a feed; {@code reader} gets each event, in the feed's own thread. */
    public static EventFeed start(String bootstrapServers, Consumer<Event> reader) {
        var feed = new EventFeed(bootstrapServers, reader);
        feed.thread.start();
        return feed;
    }

    private void read() {
        try (consumer) {
            consumer.subscribe(List.of(EventTexts.COMPOSES, EventTexts.JOBS, EventTexts.WORKERS));
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(message -> reader.accept(EventTexts.read(message)));
            }
        } catch (WakeupException closing) {
            // asked to by close()
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
