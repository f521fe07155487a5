package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.queue.lanes.Lane;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a waiting worker gets. */
class HandOutTest {

    private static final Duration MOMENT = Duration.ofMillis(1500);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q6 a dequeue returns only jobs of the types it asks for, architecture included")
    void onlyWantedTypes() throws Exception {
        queue.enqueue("osbuild:aarch64");
        queue.enqueue("osbuild");
        UUID wanted = queue.enqueue("osbuild:x86_64");
        UUID alsoWanted = queue.enqueue("depsolve");

        assertThat(List.of(taken("osbuild:x86_64", "depsolve"), taken("osbuild:x86_64", "depsolve")))
                .containsExactlyInAnyOrder(wanted, alsoWanted);
        assertThat(queue.next(MOMENT, queue.lane("osbuild:x86_64"), queue.lane("depsolve")))
                .isEmpty();
    }

    @Test
    @DisplayName("Q7 a dequeue returns only jobs of the channels it asks for; the empty one is a channel like others")
    void onlyWantedChannels() throws Exception {
        // other tests have no channel of their own here, but a type
        String type = "depsolve-" + queue.channel;
        Lane none = new Lane("", type);
        Lane mine = new Lane(queue.channel, type);
        UUID withoutChannel = queue.enqueue(none);

        assertThat(queue.next(MOMENT, mine)).isEmpty();
        UUID withChannel = queue.enqueue(mine);
        assertThat(queue.next(QueueFixture.PATIENCE, none))
                .get()
                .extracting(ClaimedJob::id)
                .isEqualTo(withoutChannel);
        assertThat(taken(mine)).isEqualTo(withChannel);
    }

    @Test
    @DisplayName("Q8 who asks for no channel gets nothing, not everything")
    void noChannelMatchesNothing() throws Exception {
        UUID job = queue.enqueue("depsolve");

        assertThat(queue.next(MOMENT)).isEmpty();
        assertThat(queue.stateOf(job)).isEqualTo(JobState.READY);
    }

    /**
     * Oldest first holds within a lane. Across lanes the worker takes what reaches it first: looking for the oldest of
     * several lanes would mean to lock a record of each.
     */
    @Test
    @DisplayName("Q9 a dequeue of several channels takes from any of them")
    void severalChannels() throws Exception {
        Lane one = new Lane(queue.channel + "-1", "depsolve");
        Lane two = new Lane(queue.channel + "-2", "depsolve");
        List<UUID> jobs = List.of(queue.enqueue(one), queue.enqueue(two), queue.enqueue(one));

        assertThat(List.of(taken(one, two), taken(one, two), taken(one, two)))
                .containsExactlyInAnyOrderElementsOf(jobs);
    }

    @Test
    @DisplayName("Q10 waiting workers of two channels do not disturb each other")
    void channelsDoNotDisturbEachOther() throws Exception {
        Lane a = new Lane(queue.channel + "-a", "depsolve");
        Lane b = new Lane(queue.channel + "-b", "depsolve");
        Future<Optional<ClaimedJob>> waitingForA = queue.waiting(a);
        Future<Optional<ClaimedJob>> waitingForB = queue.waiting(b);

        UUID jobOfB = queue.enqueue(b);
        assertThat(id(waitingForB)).isEqualTo(jobOfB);
        assertThat(waitingForA.isDone()).isFalse();
        UUID jobOfA = queue.enqueue(a);
        assertThat(id(waitingForA)).isEqualTo(jobOfA);
    }

    /**
     * There is no lane of all channels. Whoever serves several tenants waits in the lanes of each; those lanes are
     * known, since a tenant's first job makes them.
     */
    @Test
    @DisplayName("Q11 a worker for any channel waits in the lanes of all, takes only its types, and ends without a fit")
    void anyChannel() throws Exception {
        Lane mine = new Lane(queue.channel + "-1", "depsolve");
        Lane[] any = {mine, new Lane(queue.channel + "-2", "depsolve"), new Lane(queue.channel + "-3", "depsolve")};
        queue.enqueue(new Lane(queue.channel + "-2", "manifest"));
        UUID second = queue.enqueue(any[1]);
        UUID third = queue.enqueue(any[2]);

        assertThat(List.of(taken(any), taken(any))).containsExactlyInAnyOrder(second, third);
        assertThat(queue.next(MOMENT, any)).isEmpty();

        Future<Optional<ClaimedJob>> ofOneChannel = queue.waiting(mine);
        UUID job = queue.enqueue(mine);
        assertThat(id(ofOneChannel)).isEqualTo(job);
    }

    @Test
    @DisplayName("Q12 an expired wait returns at once and without a job, an interrupted one ends")
    void expiredAndInterruptedWaits() throws Exception {
        Future<Optional<ClaimedJob>> interrupted = queue.waiting("manifest");
        queue.enqueue("depsolve");

        assertThat(queue.next(Duration.ZERO, queue.lane("depsolve"))).isEmpty();
        assertThat(queue.next(Duration.ofSeconds(-1), queue.lane("depsolve"))).isEmpty();
        interrupted.cancel(true);
        assertThatThrownBy(interrupted::get).isInstanceOf(CancellationException.class);

        // nobody waits there any more, so the job is still there for the next worker
        UUID job = queue.enqueue("manifest");
        assertThat(taken("manifest")).isEqualTo(job);
    }

    @Test
    @DisplayName("Q13 a wait without a job ends when its time is over")
    void aWaitEnds() throws Exception {
        long begun = System.nanoTime();

        assertThat(queue.next(Duration.ofMillis(300), queue.lane("depsolve"))).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(300), MOMENT);
    }

    @Test
    @DisplayName("Q14 a waiting worker gets what another instance enqueues later")
    void wakesUpForOtherInstances() throws Exception {
        Future<Optional<ClaimedJob>> waiting = queue.waiting("depsolve");
        awaitMembers(queue.lane("depsolve"));

        UUID job = queue.another().enqueue("depsolve");

        assertThat(id(waiting)).isEqualTo(job);
    }

    @Test
    @DisplayName("Q15 two waiting workers get one of two jobs each, whoever waits for another type does not block them")
    void eachGetsOne() throws Exception {
        Future<Optional<ClaimedJob>> other = queue.waiting("manifest");
        Future<Optional<ClaimedJob>> one = queue.waiting("depsolve");
        Future<Optional<ClaimedJob>> two = queue.waiting("depsolve");
        List<UUID> jobs = List.of(queue.enqueue("depsolve"), queue.enqueue("depsolve"));

        assertThat(List.of(id(one), id(two))).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(other.isDone()).isFalse();
    }

    /** Within a lane in the order in which they became ready; one that comes back queues up at the end again. */
    @Test
    @DisplayName("Q17 jobs of a lane are handed out in the order in which they became ready")
    void inOrder() throws Exception {
        UUID first = queue.enqueue("depsolve");
        UUID second = queue.enqueue("depsolve");
        UUID third = queue.enqueue("depsolve");

        ClaimedJob taken = queue.next("depsolve");
        assertThat(taken.id()).isEqualTo(first);
        assertThat(queue.lose(taken.token(), 2)).contains(LostJob.Fate.REQUEUED);

        assertThat(taken("depsolve")).isEqualTo(second);
        assertThat(taken("depsolve")).isEqualTo(third);
        assertThat(taken("depsolve")).isEqualTo(first);
    }

    private UUID taken(String... types) throws InterruptedException {
        return queue.next(types).id();
    }

    private UUID taken(Lane... wanted) throws InterruptedException {
        return queue.next(QueueFixture.PATIENCE, wanted).orElseThrow().id();
    }

    private static UUID id(Future<Optional<ClaimedJob>> waiting) throws Exception {
        return waiting.get(20, TimeUnit.SECONDS).orElseThrow().id();
    }

    private void awaitMembers(Lane lane) {
        await().ignoreExceptions().until(() -> {
            var groups = queue.admin.describeShareGroups(Set.of(lane.topic())).all();
            return groups.get().values().stream()
                    .anyMatch(group -> !group.members().isEmpty());
        });
    }
}
