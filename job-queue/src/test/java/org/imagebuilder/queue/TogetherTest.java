package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.imagebuilder.queue.HandOuts.Offer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many that are claimed, finished or stored with one statement come to what each would come to alone. */
class TogetherTest {

    private static final String LARGE = "{\"data\":\"" + "0123456789abcdefghijklmnopqrstuvwxyz".repeat(6_000) + "\"}";

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void of_several_offers_each_gets_its_own_job_or_none() {
        UUID worker = queue.workers.register(queue.channel, "x86_64");
        UUID first = queue.enqueue("depsolve");
        UUID second = queue.enqueue("depsolve");
        UUID third = queue.enqueue("depsolve");

        List<Optional<ClaimedJob>> claims = claim(
                new Offer(first, 0, worker),
                new Offer(first, 0, null),
                new Offer(second, 1, null),
                new Offer(third, null, UUID.randomUUID()),
                new Offer(UUID.randomUUID(), 0, null));

        List<ClaimedJob> claimed = claims.stream().flatMap(Optional::stream).toList();
        assertThat(claimed).extracting(ClaimedJob::id).containsExactly(first);
        assertThat(claims.subList(2, 5)).allSatisfy(claim -> assertThat(claim).isEmpty());
        assertThat(queue.jobs.stateOf(claimed.getFirst().handle())).contains(JobState.RUNNING);
        assertThat(queue.stateOf(second)).isEqualTo(JobState.READY);
        assertThat(queue.stateOf(third)).isEqualTo(JobState.READY);
    }

    @Test
    void jobs_that_are_claimed_together_come_with_what_belongs_to_each_however_large() {
        UUID small = queue.enqueue("depsolve");
        UUID large = queue.enqueue("depsolve");
        queue.succeed(small);
        var _ = queue.results
                .finish(queue.claim(large).handle(), RawJson.of(LARGE), Outcome.success("{}"))
                .orElseThrow();
        UUID afterSmall = queue.enqueue("manifest", small);
        UUID afterBoth = queue.enqueue("manifest", large, small);

        List<Optional<ClaimedJob>> claims = claim(new Offer(afterSmall, 0, null), new Offer(afterBoth, 0, null));

        assertThat(claims.get(0).orElseThrow().dependencyResults()).containsExactly(RawJson.of(QueueFixture.RESULT));
        assertThat(claims.get(1).orElseThrow().dependencyResults())
                .containsExactly(RawJson.of(LARGE), RawJson.of(QueueFixture.RESULT));
    }

    @Test
    void results_that_come_together_are_each_stored_for_their_own_job() throws Exception {
        List<ClaimedJob> claimed = Stream.generate(() -> queue.claim(queue.enqueue("depsolve")))
                .limit(20)
                .toList();

        List<Future<Optional<EndedJob>>> ends = new ArrayList<>();
        for (ClaimedJob job : claimed) {
            ends.add(threads.submit(() -> queue.results.finish(
                    job.handle(), RawJson.of("{\"of\":\"" + job.id() + "\"}"), Outcome.success("{}"))));
        }
        ends.add(threads.submit(() -> queue.results.finish(
                queue.held(UUID.randomUUID()), RawJson.of("{}"), Outcome.failed("{}", QueueFixture.FAILURE))));

        for (int i = 0; i < claimed.size(); i++) {
            UUID id = claimed.get(i).id();
            assertThat(ends.get(i).get(20, TimeUnit.SECONDS).map(EndedJob::id)).contains(id);
            assertThat(queue.jobs.payload(id).orElseThrow().result()).contains(id.toString());
            assertThat(queue.job(id).failure()).isNull();
        }
        assertThat(ends.getLast().get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void a_graph_that_cannot_be_stored_keeps_no_other_from_being_stored() throws Exception {
        List<Future<UUID>> stored = Stream.generate(() -> threads.submit(() -> queue.enqueue("depsolve")))
                .limit(20)
                .toList();
        Future<UUID> refused = threads.submit(() -> queue.enqueue("manifest", UUID.randomUUID()));

        for (Future<UUID> job : stored) {
            assertThat(queue.jobs.find(job.get(20, TimeUnit.SECONDS))).isPresent();
        }
        assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnknownDependencyException.class);
    }

    private List<Optional<ClaimedJob>> claim(Offer... offers) {
        awaitReady(offers);
        return queue.handOuts.claim(List.of(offers)).stream().map(Supplier::get).toList();
    }

    private void awaitReady(Offer... offers) {
        await().atMost(QueueFixture.PATIENCE)
                .until(() -> Stream.of(offers)
                        .flatMap(offer -> queue.jobs.find(offer.job()).stream())
                        .allMatch(job -> job.state() == JobState.READY));
    }
}
