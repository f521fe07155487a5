package org.imagebuilder.queue.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.QueueFixture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How many members of a lane's share group a gateway has. */
class LaneMembersTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final Lane lane = queue.lane("depsolve");

    @Test
    void many_workers_wait_for_one_member() throws Exception {
        List<CompletableFuture<WaitEnd>> waiting = waitTogether(queue.lanes, 500);
        UUID job = queue.enqueue(lane);

        var first = CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new));
        await().atMost(QueueFixture.PATIENCE).until(first::isDone);

        assertThat(first.join())
                .isInstanceOfSatisfying(
                        WaitEnd.Job.class,
                        given -> assertThat(given.job())
                                .extracting(ClaimedJob::id)
                                .isEqualTo(job));
        assertThat(members()).isEqualTo(1);
    }

    @Test
    void more_members_come_with_more_jobs_than_one_can_fetch_and_go_with_them() {
        try (Lanes lanes = queue.lanes(new LaneSettings(2, 50, 8, Duration.ofSeconds(3)))) {
            Stream.generate(() -> lane).limit(150).forEach(queue::enqueue);
            List<CompletableFuture<WaitEnd>> waiting = waitTogether(lanes, 200);
            await().atMost(QueueFixture.PATIENCE).until(() -> members() == 2);
            await().atMost(QueueFixture.PATIENCE).until(() -> jobsIn(waiting) == 150);

            await().atMost(QueueFixture.PATIENCE).until(() -> members() == 1);
            UUID job = queue.enqueue(lane);
            await().atMost(QueueFixture.PATIENCE).until(() -> jobsIn(waiting) == 151);
            assertThat(queue.job(job).state().isFinal()).isFalse();
        }
    }

    @Test
    void members_that_take_several_records_serve_a_crowd_and_leave_one_for_a_single_worker() {
        try (Lanes lanes = queue.lanes(new LaneSettings(4, 5, 8, Duration.ofSeconds(3)))) {
            List<CompletableFuture<WaitEnd>> waiting = waitTogether(lanes, 1_001);
            List<UUID> jobs = new ArrayList<>();
            // a machine that is busy with other things takes more of them to show that the members are too few
            await().atMost(QueueFixture.PATIENCE).until(() -> {
                if (jobs.size() < 1_000) {
                    Stream.generate(() -> queue.enqueue(lane)).limit(50).forEach(jobs::add);
                }
                return members() == 4;
            });
            await().atMost(QueueFixture.PATIENCE).until(() -> jobsIn(waiting) == jobs.size());
            assertThat(jobs)
                    .allSatisfy(job -> assertThat(queue.job(job).attempt()).isEqualTo(1));

            await().atMost(QueueFixture.PATIENCE).until(() -> members() == 1);
            queue.enqueue(lane);
            await().atMost(QueueFixture.PATIENCE).until(() -> jobsIn(waiting) == jobs.size() + 1);
        }
    }

    @Test
    void a_lane_that_nobody_waits_in_any_more_is_left_and_joined_again() throws Exception {
        try (Lanes lanes = queue.lanes(new LaneSettings(2, 50, 8, Duration.ofSeconds(1)))) {
            waitTogether(lanes, 1);
            await().atMost(QueueFixture.PATIENCE).until(() -> members() == 1);
            UUID first = queue.enqueue(lane);
            await().atMost(QueueFixture.PATIENCE).until(() -> queue.job(first).attempt() == 1);
            await().atMost(QueueFixture.PATIENCE).until(() -> members() == 0);

            UUID second = queue.enqueue(lane);
            List<CompletableFuture<WaitEnd>> again = waitTogether(lanes, 1);
            await().atMost(QueueFixture.PATIENCE).until(() -> jobsIn(again) == 1);
            assertThat(queue.job(second).attempt()).isEqualTo(1);
        }
    }

    private List<CompletableFuture<WaitEnd>> waitTogether(Lanes lanes, int workers) {
        return Stream.generate(() -> {
                    CompletableFuture<WaitEnd> over = new CompletableFuture<>();
                    lanes.await(Set.of(lane), null, over::complete);
                    return over;
                })
                .limit(workers)
                .toList();
    }

    private static long jobsIn(List<CompletableFuture<WaitEnd>> waits) {
        return waits.stream()
                .filter(wait -> wait.getNow(WaitEnd.NOTHING) instanceof WaitEnd.Job)
                .count();
    }

    private int members() throws Exception {
        return queue.admin
                .describeShareGroups(Set.of(lane.topic()))
                .describedGroups()
                .values()
                .iterator()
                .next()
                .toCompletionStage()
                .toCompletableFuture()
                .handle((group, absent) -> group == null ? 0 : group.members().size())
                .get();
    }
}
