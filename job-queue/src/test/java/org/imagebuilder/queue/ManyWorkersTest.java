package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ManyWorkersTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q16 a hundred workers wait, and five connections are enough for them and everything else")
    void waitingHoldsNoConnection() throws Exception {
        List<Future<Optional<ClaimedJob>>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(queue.waiting("osbuild:x86_64"));
        }

        UUID other = queue.enqueue("depsolve");
        queue.succeed(other);
        assertThat(queue.stateOf(other)).isEqualTo(JobState.FINISHED);
        assertThat(waiting).noneMatch(Future::isDone);

        Set<UUID> jobs = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            jobs.add(queue.enqueue("osbuild:x86_64"));
        }
        Set<UUID> taken = new HashSet<>();
        for (Future<Optional<ClaimedJob>> worker : waiting) {
            taken.add(worker.get(20, TimeUnit.SECONDS).orElseThrow().id());
        }
        assertThat(taken).isEqualTo(jobs);
    }

    @Test
    @DisplayName("Q18 two instances with many workers never hand out the same job")
    void noJobTwice() throws Exception {
        QueueFixture other = queue.another();
        List<UUID> jobs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            jobs.add((i % 2 == 0 ? queue : other).enqueue("depsolve"));
        }
        // as if Kafka had delivered much twice
        queue.sql().sql("DELETE FROM outbox").update();
        queue.readyJobs.publishMissing(queue.channel, "depsolve", Duration.ofSeconds(-1), List.of());

        Queue<UUID> taken = new ConcurrentLinkedQueue<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> loops = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                QueueFixture instance = i % 2 == 0 ? queue : other;
                loops.add(() -> {
                    while (taken.size() < jobs.size()) {
                        instance.next(Duration.ofMillis(500), instance.lane("depsolve"))
                                .ifPresent(job -> taken.add(job.id()));
                    }
                    return null;
                });
            }
            for (Future<Void> loop : workers.invokeAll(loops, 60, TimeUnit.SECONDS)) {
                loop.get();
            }
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(jobs);
    }
}
