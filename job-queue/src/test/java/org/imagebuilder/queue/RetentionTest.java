package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.queue.Retention.Batch;
import org.imagebuilder.queue.Retention.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Duration RETENTION = Duration.ofDays(14);

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName(
            "a compose that has ended stays for 13 days and 23 hours, and is gone after 14 days, with all its jobs")
    void expiry() {
        NewJob manifest = job("manifest");
        UUID root = queue.compose(manifest, job("osbuild:x86_64", manifest.id()));
        queue.succeed(manifest.id());
        queue.fail(root);

        queue.clock.advance(RETENTION.minusHours(1));
        assertThat(removedComposes(100)).isEmpty();
        queue.clock.advance(Duration.ofHours(1));
        assertThat(removedComposes(100)).containsExactlyInAnyOrder(manifest.id(), root);

        assertThat(List.of("compose", "job", "job_payload", "job_dependency"))
                .allSatisfy(table -> assertThat(queue.count(table)).isZero());
        assertThat(removedComposes(100)).isEmpty();
    }

    @Test
    @DisplayName("a tenant can have a retention of its own")
    void tenants() {
        String brief = "org-brief-" + UUID.randomUUID();
        Submissions submissions =
                new Submissions(queue.statements, channel -> channel.equals(brief) ? Duration.ofDays(2) : RETENTION);
        UUID first = ended(submissions, brief);
        ended(submissions, queue.channel);

        queue.clock.advance(Duration.ofDays(2));

        assertThat(removedComposes(100)).containsExactly(first);
        assertThat(queue.count("compose")).isEqualTo(1);
    }

    private UUID ended(Submissions submissions, String channel) {
        NewJob job = job("osbuild:x86_64");
        var compose = new NewCompose(job.id(), "{}", null, null, null);
        submissions.enqueue(new JobGraph(channel, compose, List.of(job), Origin.NONE));
        queue.cancel(job.id());
        return job.id();
    }

    @Test
    @DisplayName("a compose that has not ended stays however old it is, and holds up none behind it")
    void unfinished() {
        UUID running = queue.compose("osbuild:x86_64");
        UUID token = queue.claim(running).token();
        queue.compose("osbuild:aarch64");
        List<UUID> ended = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queue.clock.advance(Duration.ofSeconds(1));
            ended.add(queue.compose("osbuild:x86_64"));
            queue.succeed(ended.getLast());
        }
        queue.clock.advance(RETENTION);

        assertThat(removedComposes(2)).isEqualTo(ended);
        assertThat(queue.count("compose")).isEqualTo(2);

        assertThat(queue.results.finish(queue.held(token), RawJson.of("{}"), Outcome.success("{}")))
                .isPresent();
        assertThat(removedComposes(2)).containsExactly(running);
    }

    @Test
    @DisplayName(
            "Q47 what another compose's unfinished job needs stays until that has ended, which then goes on without it")
    void sharedDependency() {
        NewJob shared = job("depsolve");
        UUID old = queue.compose(shared, job("osbuild:x86_64", shared.id()));
        queue.succeed(shared.id());
        queue.succeed(old);
        queue.clock.advance(RETENTION.minusDays(1));
        UUID young = queue.compose(job("manifest", shared.id()));
        queue.clock.advance(Duration.ofDays(1));

        assertThat(removedComposes(100)).isEmpty();
        ClaimedJob claimed = queue.claim(young);
        assertThat(claimed.dependencyResults()).hasSize(1);
        assertThat(removedComposes(100)).isEmpty();

        queue.finish(claimed);
        assertThat(removedComposes(100)).containsExactlyInAnyOrder(shared.id(), old);
        assertThat(queue.job(young).dependencies()).isEmpty();
    }

    @Test
    @DisplayName("jobs without compose expire by themselves, in batches, unless they are unfinished or needed")
    void jobsWithoutCompose() {
        UUID needed = queue.enqueue("depsolve");
        queue.succeed(needed);
        UUID needs = queue.enqueue("manifest", needed);
        UUID waits = queue.enqueue("depsolve");
        List<UUID> ended = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ended.add(queue.enqueue("search-packages"));
            queue.succeed(ended.getLast());
        }
        UUID ofCompose = queue.compose("osbuild:x86_64");
        queue.succeed(ofCompose);
        queue.clock.advance(RETENTION);

        assertThat(removedJobs(2)).containsExactlyInAnyOrderElementsOf(ended);
        assertThat(List.of(needed, needs, waits, ofCompose))
                .allSatisfy(job -> assertThat(queue.jobs.find(job)).isPresent());

        queue.succeed(needs);
        assertThat(removedJobs(2)).containsExactlyInAnyOrder(needed, needs);
    }

    @Test
    @DisplayName("what somebody else holds is left for another time, without waiting for it")
    void locked() throws Exception {
        NewJob held = job("manifest");
        UUID half = queue.compose(held, job("osbuild:x86_64", held.id()));
        queue.succeed(held.id());
        queue.succeed(half);
        UUID free = queue.compose("osbuild:x86_64");
        queue.succeed(free);
        UUID heldJob = queue.enqueue("depsolve");
        queue.succeed(heldJob);
        queue.clock.advance(RETENTION);

        try (var connection = queue.pool.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT FROM job WHERE id IN ('%s', '%s') FOR UPDATE".formatted(held.id(), heldJob));
            assertThat(removedComposes(100)).containsExactly(free);
            assertThat(removedJobs(100)).isEmpty();
            connection.rollback();
        }
        assertThat(removedComposes(100)).containsExactlyInAnyOrder(held.id(), half);
        assertThat(removedJobs(100)).containsExactly(heldJob);
    }

    @Test
    @DisplayName("every job and every compose that is removed tells so by an event, with the state it had last")
    void events() {
        queue.dispatcher.publishing(false);
        NewJob manifest = job("manifest");
        UUID root = queue.compose(manifest, job("osbuild:x86_64", manifest.id()));
        queue.succeed(manifest.id());
        queue.cancel(root);
        UUID alone = queue.enqueue("depsolve");
        queue.succeed(alone);
        queue.clock.advance(RETENTION);

        assertThat(queue.retention.removeComposes(Position.START, 100).composes())
                .isEqualTo(1);
        assertThat(queue.retention.removeJobs(Position.START, 100).jobs()).containsExactly(alone);

        assertThat(queue.eventsOf(root, "DELETED"))
                .containsExactlyInAnyOrder(
                        "JOB " + manifest.id() + " FINISHED -> FINISHED retention",
                        "JOB " + root + " CANCELED -> CANCELED retention",
                        "COMPOSE " + root + " CANCELED -> CANCELED retention");
        assertThat(queue.eventsOf(alone, "DELETED"))
                .containsExactly("JOB " + alone + " FINISHED -> FINISHED retention");
    }

    private interface Remover {
        Batch remove(Position after, int size);
    }

    /** A run from the beginning to the end. */
    private List<UUID> removedComposes(int size) {
        return removed(queue.retention::removeComposes, size);
    }

    private List<UUID> removedJobs(int size) {
        return removed(queue.retention::removeJobs, size);
    }

    private static List<UUID> removed(Remover remover, int size) {
        List<UUID> jobs = new ArrayList<>();
        @Nullable Position next = Position.START;
        while (next != null) {
            Batch batch = remover.remove(next, size);
            jobs.addAll(batch.jobs());
            next = batch.next();
        }
        return jobs;
    }

    private static NewJob job(String type, UUID... dependencies) {
        return new NewJob(Ids.next(), type, "null", List.of(dependencies));
    }
}
