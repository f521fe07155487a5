package org.imagebuilder.queue.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.awaitility.core.ConditionFactory;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.QueueFixture;
import org.imagebuilder.queue.Transition;
import org.imagebuilder.queue.outbox.OutboxRow;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes ready where a worker waits for it need not go through its lane. */
class ShortcutTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final Lane lane = queue.lane("osbuild:x86_64");
    private final LaneProbe probe = new LaneProbe(queue.clients);
    /** There is always one. */
    private Future<Optional<ClaimedJob>> worker = queue.waiting(lane);

    @BeforeEach
    void joinLane() throws Exception {
        queue.publisher.use(queue.lanes);
        UUID first = queue.enqueue(lane);
        assertThat(served()).isEqualTo(first);
    }

    @Test
    @DisplayName("a dependent goes straight to the worker that waits for it, and leaves nothing behind")
    void straight() {
        eventually().until(this::goesStraight);

        await().until(() -> queue.count("outbox") == 0);
    }

    @Test
    @DisplayName("a dependent that no worker comes for in time goes into its lane, and from there to whoever comes")
    void nobodyComes() throws Exception {
        UUID image = unpublished();

        eventually().until(() -> {
            UUID other = ready();
            assertThat(worker.get()).get().extracting(ClaimedJob::id).isEqualTo(other);
            // nobody waits now, but whoever has just gone is expected to be back
            queue.lanes.await(Set.of(lane), null, _ -> {}).leave();
            boolean taken = take(image).isEmpty();
            if (!taken) {
                worker = queue.waiting(lane);
            }
            return taken;
        });

        await().until(() -> probe.jobs(lane).contains(image));
        worker = queue.waiting(lane);
        assertThat(served()).isEqualTo(image);
    }

    @Test
    @DisplayName("a dependent that cannot be claimed now goes into its lane")
    void databaseAway() throws Exception {
        UUID image = unpublished();
        queue.pool.close();

        eventually().until(() -> take(image).isEmpty());

        await().until(() -> probe.jobs(lane).contains(image));
        assertThat(worker).isNotDone();
    }

    @Test
    @DisplayName("a dependent that this gateway has no key for goes to one that has it")
    void keyMissing() throws Exception {
        queue.lanes.close();
        QueueFixture other = queue.another(QueueFixture.vault("k2"));
        UUID own = other.enqueue(lane);
        assertThat(other.next(lane.type()).id()).isEqualTo(own);
        Future<Optional<ClaimedJob>> without = other.waiting(lane);
        UUID image = unpublished();
        long before = probe.end(lane);

        eventually()
                .until(() -> other.lanes
                        .take(List.of(reference(image)), other.publisher)
                        .isEmpty());

        await().until(() -> probe.end(lane) > before);
        other.lanes.close();
        assertThat(without.get()).isEmpty();
        assertThat(queue.another().next(lane.type()).id()).isEqualTo(image);
    }

    @Test
    @DisplayName("a dependent that is cancelled on its way leaves its worker waiting")
    void cancelled() throws Exception {
        UUID image = unpublished();
        queue.cancel(image);
        eventually().until(() -> take(image).isEmpty());

        UUID another = ready();

        assertThat(served()).isEqualTo(another);
        assertThat(queue.stateOf(image)).isEqualTo(JobState.CANCELED);
    }

    @Test
    @DisplayName("a job that comes back goes through its lane")
    void handedBack() throws Exception {
        eventually().until(this::goesStraight);
        UUID image = ready();
        ClaimedJob job = worker.get().orElseThrow();
        long before = probe.end(lane);
        worker = queue.waiting(lane);

        queue.lanes.handBack(job);

        assertThat(served()).isEqualTo(image);
        assertThat(probe.end(lane)).isGreaterThan(before);
    }

    /** Looks again when the lane may be known to be empty. */
    private static ConditionFactory eventually() {
        return await().atMost(QueueFixture.PATIENCE).pollInterval(WaitingRoom.IN_VAIN.multipliedBy(2));
    }

    private boolean goesStraight() throws Exception {
        long before = probe.end(lane);
        UUID image = ready();
        assertThat(served()).isEqualTo(image);
        return probe.end(lane) == before;
    }

    /** An image whose manifest has just been made. */
    private UUID ready() {
        NewJob manifest = new NewJob(Ids.next(), "image-builder-manifest", "null", List.of());
        UUID image = queue.compose(manifest, new NewJob(Ids.next(), lane.type(), "null", List.of(manifest.id())));
        queue.succeed(manifest.id());
        return image;
    }

    /** The same, without anybody being told. */
    private UUID unpublished() {
        queue.dispatcher.publishing(false);
        UUID image = ready();
        queue.dispatcher.publishing(true);
        return image;
    }

    /** What the worker gets; another one waits from then on. */
    private UUID served() throws ExecutionException, InterruptedException {
        UUID job = worker.get().orElseThrow().id();
        worker = queue.waiting(lane);
        return job;
    }

    private List<OutboxRow> take(UUID job) {
        return queue.lanes.take(List.of(reference(job)), queue.publisher);
    }

    private OutboxRow reference(UUID job) {
        return new OutboxRow(
                0,
                UUID.randomUUID(),
                OutboxRow.Kind.READY,
                job,
                Instant.EPOCH,
                lane.channel(),
                Transition.READY.name(),
                job,
                null,
                lane.type(),
                JobState.PENDING.name(),
                JobState.READY.name(),
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
