package org.imagebuilder.composer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.imagebuilder.queue.outbox.OutboxRelay;
import org.imagebuilder.queue.outbox.TopicSettings;
import org.imagebuilder.queue.outbox.Topics;
import org.imagebuilder.testsupport.TestKafka;
import org.springframework.dao.DataAccessException;

/** Publishes events, like the dispatcher, which there is none of here; as long as the tests run. */
final class PlayedDispatcher {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final OutboxRelay relay;
    private final ScheduledExecutorService relaying = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("played-dispatcher").daemon().factory());

    PlayedDispatcher(DataSource database) {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
        Admin admin = clients.admin();
        relay = new OutboxRelay(
                database, clients::eventProducer, new Topics(admin, TopicSettings.SINGLE_BROKER), "/imagebuilder/test");
        var _ = relaying.scheduleWithFixedDelay(this::relay, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void relay() {
        try {
            var _ = relay.relay();
        } catch (DataAccessException _) {
            // a test may take the database away
        }
    }

    /** Does something between two looks at the outbox. */
    void pausedFor(Runnable work) {
        try {
            relaying.submit(work).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
