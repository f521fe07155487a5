package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.imagebuilder.queue.lanes.Lane;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CensusTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final Census census = new Census(queue.statements);

    @Test
    void jobs_in_flight_count_by_type_tenant_and_state() {
        UUID dependency = queue.enqueue("depsolve");
        queue.enqueue("osbuild:x86_64", dependency);
        queue.enqueue("osbuild:aarch64", dependency);
        queue.claim(dependency);
        Instant ready = queue.job(queue.enqueue("depsolve")).queuedAt();
        queue.clock.advance(Duration.ofMinutes(1));
        queue.enqueue("depsolve");
        queue.enqueue(new Lane("org-other", "depsolve"));
        queue.succeed(queue.enqueue("depsolve"));
        queue.cancel(queue.enqueue("depsolve"));

        assertThat(census.jobs().stream().filter(jobs -> jobs.state() != JobState.READY))
                .containsExactlyInAnyOrder(
                        new Census.Jobs("osbuild", queue.channel, JobState.PENDING, 2, null),
                        new Census.Jobs("depsolve", queue.channel, JobState.RUNNING, 1, null));
        assertThat(census.jobs().stream().filter(jobs -> jobs.state() == JobState.READY))
                .extracting(Census.Jobs::channel, Census.Jobs::count)
                .containsExactlyInAnyOrder(tuple(queue.channel, 2L), tuple("org-other", 1L));
        assertThat(census.jobs().stream().filter(jobs -> jobs.state() == JobState.READY && jobs.count() == 2))
                .singleElement()
                .extracting(Census.Jobs::readySince)
                .isEqualTo(ready);
    }

    @Test
    void nothing_in_flight_is_no_row() {
        queue.succeed(queue.enqueue("depsolve"));

        assertThat(census.jobs()).isEmpty();
    }

    @Test
    void workers_count_by_tenant_and_architecture() {
        queue.workers.register(queue.channel, "x86_64");
        queue.workers.register(queue.channel, "x86_64");
        queue.workers.register("", "aarch64");

        assertThat(census.workers())
                .containsExactlyInAnyOrder(
                        new Census.Workers(queue.channel, "x86_64", 2), new Census.Workers("", "aarch64", 1));
    }

    @Test
    void the_outbox_counts_what_is_not_published() {
        queue.dispatcher.publishing(false);
        Instant before = queue.clock.instant();
        queue.enqueue("depsolve");

        assertThat(census.outbox().count()).isPositive();
        assertThat(census.outbox().since()).isNotNull().isBetween(before.minusMillis(1), queue.clock.instant());
    }
}
