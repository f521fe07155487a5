package org.imagebuilder.queue.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.QueueFixture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Kafka carries references; PostgreSQL decides. */
class LaneRecordsTest {

    private static final Duration MOMENT = Duration.ofMillis(1500);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final Lane lane = queue.lane("depsolve");
    private final LaneProbe probe = new LaneProbe(queue.clients);

    @Test
    @DisplayName(
            "a record that reaches a gateway after its last worker has left is handed out by another one, promptly")
    void strayRecord() throws Exception {
        assertThat(queue.next(Duration.ofSeconds(2), lane)).isEmpty();
        UUID job = queue.enqueue(lane);
        // the only member of the group got it, had no use for it, and put it into the lane again
        await().until(() -> probe.end(lane) == 2);

        QueueFixture other = queue.another();

        // a lock that nobody releases would take thirty seconds to end
        assertThat(other.next(Duration.ofSeconds(10), lane))
                .get()
                .extracting(ClaimedJob::id)
                .isEqualTo(job);
    }

    @Test
    @DisplayName("one poll brings as many records as a member may take, although each was sent alone")
    void asManyAsAskedFor() {
        for (int job = 1; job <= 20; job++) {
            int sent = job;
            queue.enqueue(lane);
            await().until(() -> probe.end(lane) == sent);
        }
        assertThat(probe.consume(lane, 16)).isEqualTo(16);
    }

    @Test
    @DisplayName("a record of an older attempt hands out nothing")
    void staleRecord() throws Exception {
        UUID job = queue.enqueue(lane);
        await().until(() -> probe.end(lane) == 1);
        queue.dispatcher.publishing(false);
        queue.handOuts.handBack(queue.claim(job).handle(), "test");

        assertThat(queue.next(MOMENT, lane)).isEmpty();
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);

        queue.dispatcher.publishing(true);
        queue.clock.advance(QueueFixture.GRACE.plusSeconds(1));
        queue.sweeper.sweep();
        assertThat(queue.next(QueueFixture.PATIENCE, lane))
                .get()
                .extracting(ClaimedJob::attempt)
                .isEqualTo(2);
    }

    @Test
    @DisplayName("a job whose record came twice is handed out once")
    void duplicateRecord() throws Exception {
        UUID job = queue.enqueue(lane);
        await().until(() -> queue.count("outbox") == 0);
        assertThat(queue.readyJobs.publishMissing(queue.channel, "depsolve", Duration.ofSeconds(-1), List.of()))
                .isEqualTo(1);
        await().until(() -> probe.end(lane) == 2);

        assertThat(queue.next("depsolve").id()).isEqualTo(job);
        assertThat(queue.next(MOMENT, lane)).isEmpty();
    }

    @Test
    @DisplayName("who waits when the lanes close goes at once and without a job")
    void closing() throws Exception {
        Future<Optional<ClaimedJob>> waiting = queue.waiting(lane);
        queue.lanes.close();

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(queue.next(QueueFixture.PATIENCE, lane)).isEmpty();
    }
}
