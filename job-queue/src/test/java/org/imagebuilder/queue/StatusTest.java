package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagebuilder.queue.Jobs.Standing;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q22 the status shows type, channel, result, times, cancellation, dependencies and dependents")
    void status() {
        Instant begun = queue.clock.instant();
        UUID dependency = queue.enqueue("depsolve");
        UUID job = queue.enqueue("osbuild:x86_64", dependency);
        UUID dependent = queue.enqueue("koji-finalize", job);
        queue.succeed(dependency);
        queue.clock.advance(Duration.ofMinutes(1));
        ClaimedJob claimed = queue.claim(job);
        queue.clock.advance(Duration.ofMinutes(2));
        queue.finish(claimed);
        queue.cancel(dependent);

        JobSnapshot read = queue.job(job);
        assertThat(read.type()).isEqualTo("osbuild:x86_64");
        assertThat(read.channel()).isEqualTo(queue.channel);
        assertThat(read.queuedAt()).isEqualTo(begun);
        assertThat(read.startedAt()).isEqualTo(begun.plus(Duration.ofMinutes(1)));
        assertThat(read.finishedAt()).isEqualTo(begun.plus(Duration.ofMinutes(3)));
        assertThat(read.isFinished()).isTrue();
        assertThat(read.isCanceled()).isFalse();
        assertThat(read.dependencies()).containsExactly(dependency);
        assertThat(queue.jobs.dependents(job)).containsExactly(dependent);
        assertThat(queue.jobs.payload(job).orElseThrow().result()).isEqualTo(QueueFixture.RESULT);
        assertThat(queue.job(dependent).isCanceled()).isTrue();
        assertThat(queue.jobs.withDependencies(dependent))
                .extracting(JobSnapshot::id)
                .containsExactly(dependent, job, dependency);
    }

    @Test
    @DisplayName("of many who ask at the same time, also for the same, each gets what was asked for")
    void manyAsk() {
        List<UUID> composes = Stream.generate(() -> {
                    NewJob manifest = new NewJob(Ids.next(), "manifest", "{}", List.of());
                    NewJob build = new NewJob(Ids.next(), "osbuild:x86_64", "{}", List.of(manifest.id()));
                    UUID compose = queue.compose(manifest, build);
                    queue.succeed(manifest.id());
                    queue.succeed(compose);
                    return compose;
                })
                .limit(5)
                .toList();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<JobSnapshot>>> answers = IntStream.range(0, 500)
                    .mapToObj(i -> clients.submit(() -> queue.jobs.withDependencies(composes.get(i % 5))))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                UUID compose = composes.get(i % 5);
                assertThat(answers.get(i)).succeedsWithin(QueueFixture.PATIENCE).satisfies(jobs -> {
                    assertThat(jobs).hasSize(2);
                    assertThat(jobs.getFirst().id()).isEqualTo(compose);
                    assertThat(jobs).extracting(JobSnapshot::composeId).containsOnly(compose);
                    assertThat(jobs).extracting(JobSnapshot::digest).containsOnly("{}");
                });
            }
        }
    }

    @Test
    void the_jobs_of_a_compose_come_nearest_first_whatever_the_order_of_their_ids() {
        NewJob last = new NewJob(new UUID(0, 3), "depsolve", "{}", List.of());
        NewJob shared = new NewJob(new UUID(0, 9), "depsolve", "{}", List.of());
        NewJob middle = new NewJob(new UUID(0, 7), "manifest", "{}", List.of(last.id(), shared.id()));
        NewJob other = new NewJob(new UUID(0, 4), "manifest", "{}", List.of(shared.id()));
        NewJob root = new NewJob(new UUID(0, 5), "osbuild", "{}", List.of(middle.id(), other.id(), shared.id()));
        UUID compose = queue.compose(last, shared, middle, other, root);

        assertThat(queue.jobs.withDependencies(compose))
                .extracting(JobSnapshot::id)
                .containsExactly(root.id(), other.id(), middle.id(), shared.id(), last.id());
        assertThat(queue.jobs.withDependencies(middle.id()))
                .extracting(JobSnapshot::id)
                .containsExactly(middle.id(), last.id(), shared.id());
    }

    @Test
    void a_compose_that_depends_on_a_job_of_another_is_read_with_it() {
        UUID elsewhere = queue.enqueue("depsolve");
        NewJob root = new NewJob(UUID.randomUUID(), "osbuild", "{}", List.of(elsewhere));

        assertThat(queue.jobs.withDependencies(queue.compose(root)))
                .extracting(JobSnapshot::id)
                .containsExactly(root.id(), elsewhere);
    }

    @Test
    @DisplayName("Q44 roots are the jobs that no other depends on; what is shared is no root")
    void roots() {
        UUID shared = queue.enqueue("depsolve");
        UUID one = queue.enqueue("manifest", shared);
        UUID two = queue.enqueue("manifest", shared);
        UUID alone = queue.enqueue("depsolve");

        assertThat(queue.jobs.roots(queue.channel)).containsExactlyInAnyOrder(one, two, alone);
    }

    @Test
    void where_many_jobs_stand_is_one_question() {
        UUID running = queue.enqueue("depsolve");
        UUID failed = queue.enqueue("depsolve");
        UUID waiting = queue.enqueue("manifest", running);
        queue.claim(running);
        queue.fail(failed);

        assertThat(queue.jobs.standings(List.of(running, failed, waiting, UUID.randomUUID())))
                .containsExactlyInAnyOrder(
                        new Standing(running, JobState.RUNNING, 1, false),
                        new Standing(failed, JobState.FINISHED, 1, true),
                        new Standing(waiting, JobState.PENDING, 0, false));
    }
}
