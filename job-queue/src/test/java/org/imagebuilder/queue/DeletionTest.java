package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeletionTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    @Test
    @DisplayName("Q45 deleting a root deletes what only it needs; what is shared stays until its last dependent goes")
    void deleteRoots() {
        UUID shared = finished("depsolve");
        UUID own = finished("depsolve");
        UUID one = finished("manifest", shared, own);
        UUID two = finished("manifest", shared);

        assertThat(delete(one)).isEqualTo(2);
        assertThat(queue.jobs.find(own)).isEmpty();
        assertThat(queue.jobs.find(shared)).isPresent();
        assertThat(delete(two)).isEqualTo(2);
        assertThat(queue.count("job")).isZero();
    }

    @Test
    @DisplayName("Q45 a koji graph disappears completely, shared parts and compose included")
    void deleteKojiGraph() {
        NewJob init = job("koji-init");
        NewJob depsolve = job("depsolve");
        NewJob manifest = job("manifest", depsolve, init);
        NewJob one = job("osbuild:x86_64", manifest, init, depsolve);
        NewJob two = job("osbuild:aarch64", manifest, init);
        NewJob finalize = job("koji-finalize", init, one, two);
        UUID root = queue.compose(init, depsolve, manifest, one, two, finalize);
        List.of(init, depsolve, manifest, one, two, finalize).forEach(job -> queue.succeed(job.id()));

        assertThat(delete(root)).isEqualTo(6);

        assertThat(queue.count("job")).isZero();
        assertThat(queue.count("job_payload")).isZero();
        assertThat(queue.count("job_dependency")).isZero();
        assertThat(queue.count("compose")).isZero();
    }

    /** Here it says so, instead of reporting a success. */
    @Test
    @DisplayName("Q46 deleting a job that others depend on deletes nothing and tells why")
    void stillNeeded() {
        UUID needed = finished("depsolve");
        finished("manifest", needed);

        assertThat(queue.deletions.delete(needed, "test")).isEqualTo(new Deletion.StillNeeded());

        assertThat(queue.count("job")).isEqualTo(2);
    }

    @Test
    @DisplayName("deleted is only what has ended")
    void notEnded() {
        assertThat(queue.deletions.delete(UUID.randomUUID(), "test")).isEqualTo(new Deletion.Unknown());
        UUID job = queue.enqueue("depsolve");
        assertThat(queue.deletions.delete(job, "test")).isEqualTo(new Deletion.NotEnded());
        queue.claim(job);
        assertThat(queue.deletions.delete(job, "test")).isEqualTo(new Deletion.NotEnded());
        queue.cancel(job);
        assertThat(delete(job)).isEqualTo(1);
    }

    @Test
    @DisplayName("Q47 a job whose row is deleted takes its edges and its heartbeat along; dependents go on without it")
    void retention() {
        UUID expired = finished("depsolve");
        UUID stays = queue.enqueue("depsolve");
        UUID job = queue.enqueue("manifest", expired, stays);
        UUID running = queue.enqueue("depsolve");
        queue.claim(running);

        queue.sql()
                .sql("DELETE FROM job WHERE id IN (?, ?)")
                .param(expired)
                .param(running)
                .update();

        assertThat(queue.heartbeats()).isEmpty();
        assertThat(queue.job(job).dependencies()).containsExactly(stays);
        queue.succeed(stays);
        assertThat(queue.claim(job).dependencyResults()).hasSize(1);
    }

    @Test
    @DisplayName("a job is not deleted while something has not ended that would go with it")
    void unfinishedDependencies() {
        UUID running = queue.enqueue("depsolve");
        queue.claim(running);
        UUID root = queue.enqueue("manifest", running);
        queue.cancel(root);

        assertThat(queue.deletions.delete(root, "test")).isEqualTo(new Deletion.NotEnded());
        assertThat(queue.count("job")).isEqualTo(2);

        UUID other = queue.enqueue("manifest", running);
        assertThat(delete(root)).as("others keep what still runs").isEqualTo(1);
        assertThat(queue.jobs.find(running)).isPresent();
        assertThat(queue.jobs.find(other)).isPresent();
    }

    @Test
    @DisplayName("what is deleted tells so by events, with the state it had and the cause")
    void events() {
        queue.dispatcher.publishing(false);
        NewJob manifest = job("manifest");
        UUID root = queue.compose(manifest, job("osbuild:x86_64", manifest));
        queue.succeed(manifest.id());
        queue.cancel(root);

        assertThat(queue.deletions.delete(root, "a client")).isInstanceOfSatisfying(Deletion.Deleted.class, deleted -> {
            assertThat(deleted.jobs()).containsExactlyInAnyOrder(manifest.id(), root);
        });

        assertThat(queue.eventsOf(root, "DELETED"))
                .containsExactlyInAnyOrder(
                        "JOB " + manifest.id() + " FINISHED -> FINISHED a client",
                        "JOB " + root + " CANCELED -> CANCELED a client",
                        "COMPOSE " + root + " CANCELED -> CANCELED a client");
    }

    /** How many jobs are gone. */
    private int delete(UUID job) {
        return switch (queue.deletions.delete(job, "test")) {
            case Deletion.Deleted deleted -> deleted.jobs().size();
            case Deletion.StillNeeded _, Deletion.NotEnded _, Deletion.Unknown _ -> 0;
        };
    }

    private UUID finished(String type, UUID... dependencies) {
        UUID job = queue.enqueue(type, dependencies);
        queue.succeed(job);
        return job;
    }

    private static NewJob job(String type, NewJob... dependencies) {
        List<UUID> ids = List.of(dependencies).stream().map(NewJob::id).toList();
        return new NewJob(Ids.next(), type, "null", ids);
    }
}
