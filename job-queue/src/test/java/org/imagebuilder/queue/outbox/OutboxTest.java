package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.outbox.OutboxRelay.Outcome;
import org.imagebuilder.queue.outbox.OutboxRelay.Rest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Duration LATER = QueueFixture.GRACE.plusSeconds(1);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final EventReader events = new EventReader(queue.clients);

    @Test
    @DisplayName("events are published in order and then deleted from the outbox")
    void publishedAndDeleted() {
        UUID compose = queue.compose("depsolve");
        queue.succeed(compose);

        await().until(() -> queue.count("outbox") == 0);

        assertThat(events.changes(compose)).containsExactly("QUEUED", "READY", "STARTED", "FINISHED");
        assertThat(events.read(Topics.COMPOSE_EVENTS, compose)).hasSize(4);
        assertThat(events.read(queue.lane("depsolve").topic(), compose)).hasSize(1);
    }

    @Test
    @DisplayName("references that a crash left behind are published by the sweeper, once their grace time is over")
    void sweeping() {
        queue.dispatcher.publishing(false);
        UUID first = queue.compose("depsolve");
        UUID second = queue.compose("depsolve");

        assertThat(queue.sweeper.sweep()).as("still somebody's business").isZero();
        queue.clock.advance(LATER);
        assertThat(queue.sweeper.sweep()).isEqualTo(2);

        assertThat(queue.count("outbox WHERE kind = 'READY'")).isZero();
        assertThat(events.read(queue.lane("depsolve").topic(), first)).hasSize(1);
        assertThat(events.read(queue.lane("depsolve").topic(), second)).hasSize(1);
        assertThat(events.changes(first)).as("events are the relay's business").isEmpty();
        assertThat(queue.sweeper.sweep()).isZero();
    }

    @Test
    @DisplayName("the relay publishes what a crash left behind, whoever has written it, and leaves references alone")
    void leftBehind() {
        QueueFixture other = queue.another();
        queue.dispatcher.publishing(false);
        other.dispatcher.publishing(false);
        UUID compose = queue.compose("depsolve");
        other.succeed(compose);

        assertThat(queue.relay.relay()).isEqualTo(new Outcome(8, Rest.NONE));

        assertThat(events.changes(compose)).containsExactly("QUEUED", "READY", "STARTED", "FINISHED");
        assertThat(queue.count("outbox")).isEqualTo(1);
        assertThat(queue.count("outbox WHERE kind = 'READY'")).isEqualTo(1);
        assertThat(queue.relay.relay()).isEqualTo(new Outcome(0, Rest.NONE));
    }

    @Test
    @DisplayName("more events than one look takes are published in several")
    void many() {
        queue.dispatcher.publishing(false);
        queue.sql().sql("""
                        INSERT INTO outbox (kind, key, occurred_at, channel, change, worker_id, architecture)
                        SELECT 'WORKER', gen_random_uuid(), now(), 'org', 'REGISTERED', gen_random_uuid(), 'x86_64'
                        FROM generate_series(1, 2500)
                        """).update();

        assertThat(queue.relay.relay()).isEqualTo(new Outcome(1000, Rest.MORE));
        assertThat(queue.relay.relay()).isEqualTo(new Outcome(1000, Rest.MORE));
        assertThat(queue.relay.relay()).isEqualTo(new Outcome(500, Rest.NONE));

        assertThat(queue.count("outbox")).isZero();
    }

    @Test
    @DisplayName("two relays that overlap publish an event twice, with the same id both times")
    void twice() {
        queue.dispatcher.publishing(false);
        UUID compose = queue.compose("depsolve");
        keepRows();

        assertThat(queue.relay.relay().relayed()).isEqualTo(4);
        try (OutboxRelay other =
                new OutboxRelay(queue.pool, queue.clients::eventProducer, queue.topics, "/imagebuilder/test")) {
            assertThat(other.relay().relayed()).isEqualTo(4);
        }

        assertThat(events.changes(compose)).containsExactly("QUEUED", "READY", "QUEUED", "READY");
        List<UUID> ids =
                events.jobEvents(compose).stream().map(JobEvent::getEventId).toList();
        assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2)).doesNotHaveDuplicates();
    }

    /** As if the other one had read them before they were deleted. */
    private void keepRows() {
        queue.sql()
                .sql("CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
                .update();
        queue.sql()
                .sql("CREATE TRIGGER kept BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION keep()")
                .update();
    }

    @Test
    @DisplayName("an event that this version does not understand stays, and holds up nobody else's")
    void notUnderstood() {
        queue.dispatcher.publishing(false);
        UUID strange = queue.workers.register(queue.channel, "x86_64");
        queue.sql()
                .sql("UPDATE outbox SET change = 'PROMOTED' WHERE key = ?")
                .param(strange)
                .update();
        UUID worker = queue.workers.register(queue.channel, "x86_64");

        assertThat(queue.relay.relay()).isEqualTo(new Outcome(1, Rest.NONE));

        assertThat(events.read(Topics.WORKER_EVENTS, worker)).hasSize(1);
        assertThat(queue.count("outbox WHERE change = 'PROMOTED'")).isEqualTo(1);
    }
}
