package org.imagebuilder.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewCompose;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RetentionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String channel = "org-" + UUID.randomUUID();
    private final ConcurrentLinkedQueue<UUID> heard = new ConcurrentLinkedQueue<>();

    @Test
    @DisplayName("what has expired is removed by itself, counted, and told to those who keep something for the jobs")
    void runs() {
        try (RunningDispatcher dispatcher = RunningDispatcher.heardBy(
                _ -> {
                    throw new IllegalStateException("the disk is full");
                },
                heard::addAll)) {
            List<UUID> ended = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ended.addAll(cancelledCompose(dispatcher));
            }
            UUID alone = dispatcher.submit(channel, "depsolve");
            cancel(dispatcher, alone);
            ended.add(alone);
            UUID unfinished = dispatcher.submit(channel, "depsolve");
            UUID young = dispatcher.submit(channel, "depsolve");
            cancel(dispatcher, young);

            expire(dispatcher, young);

            await().atMost(SOON).until(() -> heard.size() == ended.size());
            assertThat(heard).containsExactlyInAnyOrderElementsOf(ended);
            assertThat(dispatcher.jobs().find(unfinished)).isPresent();
            assertThat(dispatcher.jobs().find(young)).isPresent();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(counted(dispatcher, "compose")).isEqualTo(5);
                assertThat(counted(dispatcher, "job")).isEqualTo(11);
                assertThat(dispatcher
                                .part(MeterRegistry.class)
                                .get("imagebuilder.retention.run")
                                .timer()
                                .count())
                        .isPositive();
            });
        }
    }

    @Test
    @DisplayName("while one dispatcher removes, another does not")
    void oneAtATime() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        ConcurrentLinkedQueue<UUID> heardByOther = new ConcurrentLinkedQueue<>();
        try (RunningDispatcher first = RunningDispatcher.heardBy(jobs -> {
            heard.addAll(jobs);
            entered.countDown();
            waitFor(leave);
        })) {
            List<UUID> ended = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ended.addAll(cancelledCompose(first));
            }
            expire(first, UUID.randomUUID());
            entered.await();
            try (RunningDispatcher second = first.replicaHeardBy(heardByOther::addAll)) {
                await().atMost(SOON).until(() -> attempts(second) >= 3);
                assertThat(heardByOther).isEmpty();
                leave.countDown();
                await().atMost(SOON).until(() -> heard.size() + heardByOther.size() == ended.size());
            }
            List<UUID> all = new ArrayList<>(heard);
            all.addAll(heardByOther);
            assertThat(all).containsExactlyInAnyOrderElementsOf(ended);
        }
    }

    /** A compose of two jobs that has ended. */
    private List<UUID> cancelledCompose(RunningDispatcher dispatcher) {
        NewJob manifest = new NewJob(Ids.next(), "image-builder-manifest", "{}", List.of());
        NewJob root = new NewJob(Ids.next(), "osbuild:x86_64", "{}", List.of(manifest.id()));
        NewCompose compose = new NewCompose(root.id(), "{}", null, null, null);
        dispatcher
                .part(Submissions.class)
                .enqueue(new JobGraph(channel, compose, List.of(manifest, root), Origin.NONE));
        cancel(dispatcher, root.id());
        return List.of(manifest.id(), root.id());
    }

    private static void cancel(RunningDispatcher dispatcher, UUID job) {
        assertThat(new Cancellations(dispatcher.part(Statements.class)).cancelTree(job, "test"))
                .isPositive();
    }

    private static void expire(RunningDispatcher dispatcher, UUID except) {
        JdbcClient database = JdbcClient.create(dispatcher.database());
        database.sql("UPDATE job SET expires_at = now() - interval '1 hour' WHERE id <> ?")
                .param(except)
                .update();
        database.sql("UPDATE compose SET created_at = now() - interval '1 day', expires_at = now() - interval '1 hour'")
                .update();
    }

    private static double counted(RunningDispatcher dispatcher, String kind) {
        return dispatcher
                .part(MeterRegistry.class)
                .get("imagebuilder.retention.removed")
                .tag("kind", kind)
                .counter()
                .count();
    }

    /** How often a dispatcher was about to remove something, and may have found another one at it. */
    private static long attempts(RunningDispatcher dispatcher) {
        return dispatcher
                .part(MeterRegistry.class)
                .find("tasks.scheduled.execution")
                .tag("code.namespace", "org.imagebuilder.dispatcher.retention.RetentionRun")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
