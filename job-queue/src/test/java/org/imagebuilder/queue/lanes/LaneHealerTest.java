package org.imagebuilder.queue.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.queue.QueueFixture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LaneHealerTest {

    private static final Duration AGE = Duration.ofSeconds(30);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final Lane lane = queue.lane("depsolve");
    private final LaneProbe probe = new LaneProbe(queue.clients);
    private final LaneHealer healer =
            new LaneHealer(queue.readyJobs, new LaneContents(queue.admin, queue.clients::reader));

    private List<UUID> threeOldJobs() {
        List<UUID> jobs = Stream.generate(() -> queue.enqueue(lane)).limit(3).toList();
        queue.clock.advance(AGE.plusSeconds(1));
        return jobs;
    }

    private void awaitPublished() {
        await().until(() -> queue.count("outbox") == 0);
    }

    @Test
    @DisplayName("jobs whose records are still in the lane are left alone, waited for or not")
    void nothingIsMissing() throws Exception {
        threeOldJobs();
        awaitPublished();
        assertThat(healer.heal(AGE)).isZero();

        queue.next("depsolve");
        assertThat(healer.heal(AGE)).isZero();
        assertThat(probe.end(lane)).isEqualTo(3);
    }

    @Test
    @DisplayName("jobs whose records are still in the outbox are the sweeper's business")
    void stillInTheOutbox() {
        queue.dispatcher.publishing(false);
        threeOldJobs();
        queue.dispatcher.publishing(true);
        queue.topics.ensure(lane.topic());

        assertThat(healer.heal(AGE)).isZero();
    }

    @Test
    @DisplayName("with a deleted topic all records are lost, and published again")
    void deletedTopic() throws Exception {
        List<UUID> jobs = threeOldJobs();
        awaitPublished();
        queue.admin.deleteTopics(Set.of(lane.topic())).all().get();
        queue.topics.doubt(lane.topic());
        await().until(() -> {
            queue.topics.ensure(lane.topic());
            return probe.end(lane) == 0;
        });

        assertThat(healer.heal(AGE)).isEqualTo(3);

        awaitPublished();
        assertThat(healer.heal(AGE)).as("the second time").isZero();
        for (UUID job : jobs) {
            assertThat(queue.next("depsolve").id()).isEqualTo(job);
        }
    }

    @Test
    @DisplayName("of a lane that lost one record that one is published again, and no other")
    void oneLostRecord() throws Exception {
        List<UUID> jobs = threeOldJobs();
        awaitPublished();
        probe.consumeOne(lane);
        // the broker writes down that a record is settled when the next one is
        assertThat(queue.next("depsolve").id()).isEqualTo(jobs.get(1));
        await().until(() -> healer.heal(AGE) == 1);

        awaitPublished();
        assertThat(probe.jobs(lane)).containsExactly(jobs.get(0), jobs.get(1), jobs.get(2), jobs.get(0));
        assertThat(healer.heal(AGE)).as("the second time").isZero();
        assertThat(probe.end(lane)).isEqualTo(4);
    }

    @Test
    @DisplayName("young jobs are left alone, since their records may be on their way")
    void youngJobs() {
        queue.enqueue(lane);
        awaitPublished();
        probe.consumeOne(lane);

        assertThat(healer.heal(AGE)).isZero();
    }
}
