package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TreeCancellationTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("every job of a compose that has not ended is cancelled, with an event each and one for the compose")
    void cancel() {
        queue.dispatcher.publishing(false);
        NewJob finished = job("depsolve");
        NewJob running = job("container-resolve");
        NewJob ready = job("file-resolve");
        NewJob pending = job("manifest", finished, running, ready);
        UUID root = queue.compose(finished, running, ready, pending, job("osbuild:x86_64", pending));
        queue.succeed(finished.id());
        UUID token = queue.claim(running.id()).token();

        assertThat(queue.cancellations.cancelTree(root, "because")).isEqualTo(4);

        assertThat(queue.stateOf(finished.id())).isEqualTo(JobState.FINISHED);
        assertThat(queue.jobs.stateOf(queue.held(token))).contains(JobState.CANCELED);
        assertThat(queue.eventsOf(root, "CANCELED"))
                .containsExactlyInAnyOrder(
                        "JOB " + running.id() + " RUNNING -> CANCELED because",
                        "JOB " + ready.id() + " READY -> CANCELED because",
                        "JOB " + pending.id() + " PENDING -> CANCELED because",
                        "JOB " + root + " PENDING -> CANCELED because",
                        "COMPOSE " + root + " PENDING -> CANCELED because");
    }

    @Test
    @DisplayName("to cancel again, or what has ended, changes nothing and publishes nothing")
    void idempotent() {
        queue.dispatcher.publishing(false);
        UUID cancelled = queue.compose("depsolve");
        assertThat(queue.cancellations.cancelTree(cancelled, "test")).isEqualTo(1);
        UUID stillRuns = queue.enqueue("depsolve");
        UUID failed = queue.enqueue("manifest", stillRuns, cancelled);
        assertThat(queue.stateOf(failed)).isEqualTo(JobState.FINISHED);
        List<String> before = queue.everythingAbout(cancelled);
        int events = queue.count("outbox");

        for (UUID job : List.of(cancelled, failed, UUID.randomUUID())) {
            assertThat(queue.cancellations.cancelTree(job, "test")).isZero();
        }

        assertThat(queue.everythingAbout(cancelled)).isEqualTo(before);
        assertThat(queue.count("outbox")).isEqualTo(events);
        assertThat(queue.stateOf(stillRuns)).isEqualTo(JobState.READY);
    }

    @Test
    @DisplayName("what an unfinished job of somebody else waits for goes on, with all that it needs itself")
    void shared() {
        UUID below = queue.enqueue("depsolve");
        UUID shared = queue.enqueue("manifest", below);
        UUID usedUp = queue.enqueue("container-resolve");
        UUID own = queue.enqueue("file-resolve");
        UUID other = queue.enqueue("osbuild:x86_64", shared);
        UUID ended = queue.enqueue("osbuild:x86_64", usedUp);
        queue.cancel(ended);
        UUID root = queue.enqueue("osbuild:x86_64", shared, usedUp, own);

        assertThat(queue.cancellations.cancelTree(root, "test")).isEqualTo(3);

        assertThat(List.of(root, own, usedUp))
                .allSatisfy(job -> assertThat(queue.stateOf(job)).isEqualTo(JobState.CANCELED));
        queue.succeed(below);
        queue.succeed(shared);
        queue.succeed(other);
    }

    @Test
    @DisplayName("Q21 a job outside that needs the cancelled root is finished with error 26")
    void dependents() {
        UUID root = queue.compose("osbuild:x86_64");
        UUID clone = queue.enqueue("aws-ec2-copy", root);

        queue.cancellations.cancelTree(root, "test");

        assertThat(queue.stateOf(clone)).isEqualTo(JobState.FINISHED);
        assertThat(queue.job(clone).failure()).extracting(Failure::errorId).isEqualTo(26);
        assertThat(queue.stateOf(root)).isEqualTo(JobState.CANCELED);
    }

    @Test
    @DisplayName("a job that is finished and cancelled at the same time gets exactly one outcome")
    void finishOrCancel() throws Exception {
        queue.dispatcher.publishing(false);
        List<UUID> jobs = new ArrayList<>();
        List<Future<?>> races = new ArrayList<>();
        try (ExecutorService racers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                UUID job = queue.compose("depsolve");
                UUID token = queue.claim(job).token();
                CountDownLatch start = new CountDownLatch(2);
                races.add(racers.submit(() -> {
                    meet(start);
                    return queue.results.finish(
                            queue.held(token), RawJson.of(QueueFixture.RESULT), Outcome.success("{}"));
                }));
                races.add(racers.submit(() -> {
                    meet(start);
                    return queue.cancellations.cancelTree(job, "test");
                }));
                jobs.add(job);
            }
            for (Future<?> race : races) {
                race.get();
            }
        }

        assertThat(jobs).allSatisfy(job -> {
            List<String> cancellations = queue.eventsOf(job, "CANCELED");
            List<String> results = queue.eventsOf(job, "FINISHED");
            boolean cancelled = queue.job(job).isCanceled();
            assertThat(cancellations).hasSize(cancelled ? 2 : 0);
            assertThat(results).hasSize(cancelled ? 0 : 2);
            assertThat(queue.jobs.payload(job).orElseThrow().result())
                    .isEqualTo(cancelled ? null : QueueFixture.RESULT);
        });
    }

    private static void meet(CountDownLatch start) throws InterruptedException {
        start.countDown();
        start.await();
    }

    @Test
    @DisplayName("a cancellation that meets changes in another order is repeated")
    void deadlock() throws Exception {
        UUID dependency = queue.enqueue("depsolve");
        UUID root = queue.enqueue("manifest", dependency);
        try (var connection = queue.pool.getConnection();
                var statement = connection.createStatement();
                ExecutorService canceller = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT FROM job WHERE id = '" + root + "' FOR UPDATE");
            Future<Integer> cancelled = canceller.submit(() -> queue.cancellations.cancelTree(root, "test"));
            Awaitility.await().until(this::somebodyWaits);
            // whoever has waited longest is the one that PostgreSQL stops
            statement.execute("SELECT FROM job WHERE id = '" + dependency + "' FOR UPDATE");
            connection.commit();

            assertThat(cancelled.get()).isEqualTo(2);
        }
        assertThat(queue.stateOf(dependency)).isEqualTo(JobState.CANCELED);
    }

    private boolean somebodyWaits() {
        return queue.count("pg_locks WHERE NOT granted AND locktype = 'transactionid'") > 0;
    }

    private static NewJob job(String type, NewJob... dependencies) {
        List<UUID> ids = List.of(dependencies).stream().map(NewJob::id).toList();
        return new NewJob(Ids.next(), type, "null", ids);
    }
}
