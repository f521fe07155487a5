package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.imagebuilder.testsupport.StatementCounter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How often an operation goes to the database. */
class RoundTripTest {

    private @Nullable StatementCounter counting;

    @AutoClose
    private final QueueFixture queue = new QueueFixture(this::count);

    private DataSource count(DataSource database) {
        StatementCounter counter = StatementCounter.around(database);
        counting = counter;
        return counter.dataSource();
    }

    @BeforeEach
    void leaveDependenciesToTheTest() {
        queue.dispatcher.stop();
    }

    private void assertStatements(int expected, Runnable operation) {
        StatementCounter counter = Objects.requireNonNull(counting);
        counter.reset();
        operation.run();
        assertThat(counter.statements()).hasSize(expected);
        assertThat(counter.commits())
                .as("transactions besides the statements' own")
                .isZero();
    }

    @Test
    @DisplayName("one statement each: submit, hand out, progress, finish, cancel, and the status of a compose")
    void oneStatementEach() {
        NewJob depsolve = new NewJob(Ids.next(), "depsolve", "{}", List.of());
        NewJob manifest = new NewJob(Ids.next(), "manifest", "{}", List.of(depsolve.id()));
        NewJob osbuild = new NewJob(Ids.next(), "osbuild:x86_64", "{}", List.of(manifest.id()));

        assertStatements(1, () -> queue.compose(depsolve, manifest, osbuild));
        queue.dependencies.enforce(List.of(depsolve.id()), List.of());
        List<ClaimedJob> claimed = new ArrayList<>();
        assertStatements(1, () -> claimed.add(queue.claim(depsolve.id())));
        ClaimedJob job = claimed.getFirst();
        assertStatements(1, () -> queue.results.progress(job.handle(), RawJson.of("{}"), "{}"));
        assertStatements(1, () -> queue.finish(job));
        assertStatements(
                1, () -> assertThat(queue.jobs.withDependencies(osbuild.id())).hasSize(3));
        assertStatements(1, () -> queue.cancel(osbuild.id()));
    }

    @Test
    @DisplayName("two statements enforce the dependencies of fifty events")
    void enforce() {
        List<UUID> queued = new ArrayList<>();
        List<UUID> ended = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            UUID first = queue.enqueue("depsolve");
            queue.dependencies.enforce(List.of(first), List.of());
            queued.add(queue.enqueue("manifest", first));
            queue.succeed(first);
            ended.add(first);
        }

        assertStatements(2, () -> queue.dependencies.enforce(queued, ended));

        assertThat(queued).allSatisfy(job -> assertThat(queue.stateOf(job)).isEqualTo(JobState.READY));
    }

    @Test
    @DisplayName("one statement makes ready what depended on jobs that have all succeeded")
    void enforceSuccess() {
        UUID first = queue.enqueue("depsolve");
        UUID second = queue.enqueue("manifest", first);
        queue.dependencies.enforce(List.of(first, second), List.of());
        queue.succeed(first);

        assertStatements(1, () -> queue.dependencies.enforce(List.of(), List.of(first), List.of()));

        assertThat(queue.stateOf(second)).isEqualTo(JobState.READY);
    }

    @Test
    @DisplayName(
            "one statement takes many jobs from silent workers, and one each removes those and finds what they had")
    void losses() {
        UUID worker = queue.workers.register(queue.channel, "x86_64");
        for (int i = 0; i < 25; i++) {
            UUID job = queue.enqueue("depsolve");
            queue.dependencies.enforce(List.of(job), List.of());
            queue.handOuts.claim(job, null, worker);
        }

        assertStatements(
                1,
                () -> assertThat(queue.workers.removeSilent(Duration.ZERO, "test"))
                        .hasSize(1));
        assertStatements(
                1, () -> assertThat(queue.losses(2).takeOrphaned(Duration.ZERO)).hasSize(25));
        assertStatements(
                1, () -> assertThat(queue.losses(2).takeSilent(Duration.ZERO)).isEmpty());
    }

    @Test
    @DisplayName("one statement shows a page of workers with their jobs")
    void registry() {
        for (int i = 0; i < 10; i++) {
            queue.workers.register(queue.channel, "x86_64");
        }

        assertStatements(
                1,
                () -> assertThat(queue.registry.page(queue.channel, null, 10)).hasSize(10));
    }

    @Test
    @DisplayName("one statement stores a thousand heartbeats, and none is needed for no heartbeat")
    void heartbeats() {
        for (int i = 0; i < 1000; i++) {
            queue.heartbeats.beat(UUID.randomUUID());
        }

        assertStatements(1, queue.heartbeats::flush);
        assertStatements(0, queue.heartbeats::flush);
    }
}
