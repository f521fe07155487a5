package org.imagebuilder.queue.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.events.JobEvent;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.QueueFixture;
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
    @DisplayName("what a crash left behind is published by the sweeper, in order, once its grace time is over")
    void sweeping() {
        queue.dispatcher.publishing(false);
        UUID compose = queue.compose("depsolve");
        queue.succeed(compose);
        long left = queue.sweeper.size();
        queue.dispatcher.publishing(true);

        assertThat(queue.sweeper.sweep()).as("still somebody's business").isZero();
        queue.clock.advance(LATER);
        assertThat(queue.sweeper.sweep()).isEqualTo((int) left).isEqualTo(9);

        assertThat(events.changes(compose)).containsExactly("QUEUED", "READY", "STARTED", "FINISHED");
        await().until(() -> queue.sweeper.size() == 0);
        assertThat(queue.sweeper.sweep()).isZero();
    }

    @Test
    @DisplayName("what an earlier change of a compose left behind is published before the next change")
    void orderIsKept() {
        queue.dispatcher.publishing(false);
        UUID compose = queue.compose("depsolve");
        ClaimedJob claimed = queue.claim(compose);
        queue.clock.advance(LATER);
        queue.dispatcher.publishing(true);

        queue.finish(claimed);

        await().until(() -> events.changes(compose).size() == 4);
        assertThat(events.changes(compose)).containsExactly("QUEUED", "READY", "STARTED", "FINISHED");
    }

    @Test
    @DisplayName("an event that is published twice has the same id both times")
    void twice() {
        queue.dispatcher.publishing(false);
        UUID compose = queue.compose("depsolve");
        List<OutboxRow> rows = queue.sql()
                .sql("SELECT * FROM outbox ORDER BY id")
                .query(OutboxRows::read)
                .list();

        queue.relay.publish(rows).settled(QueueFixture.PATIENCE);
        queue.relay.publish(rows).settled(QueueFixture.PATIENCE);

        assertThat(events.changes(compose)).containsExactly("QUEUED", "READY", "QUEUED", "READY");
        List<UUID> ids =
                events.jobEvents(compose).stream().map(JobEvent::getEventId).toList();
        assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2)).doesNotHaveDuplicates();
    }
}
