package org.imagebuilder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A result makes ready what waited for it alone; the dispatcher decides whatever is not as simple as that. */
class ReadinessTest {

    @AutoClose
    private final QueueFixture queue = new QueueFixture();

    private final NewJob init = job("koji-init");
    private final NewJob manifest = job("manifest");
    private final NewJob build = job("osbuild:x86_64", init, manifest);

    @BeforeEach
    void nobodyEnforces() {
        queue.dispatcher.stop();
    }

    @Test
    @DisplayName("what waits for nothing else is ready with the last result, and gets all of them")
    void lastResult() {
        queue.compose(init, manifest, build);

        queue.succeed(manifest.id());
        assertThat(queue.stateOf(build.id())).isEqualTo(JobState.PENDING);
        queue.succeed(init.id());

        assertThat(queue.claim(build.id()).dependencyResults())
                .extracting(RawJson::text)
                .containsExactly(QueueFixture.RESULT, QueueFixture.RESULT);
    }

    @Test
    @DisplayName("a failed dependency, early or late, is left to the dispatcher")
    void failure() {
        queue.compose(init, manifest, build);
        queue.fail(init.id());
        queue.succeed(manifest.id());
        NewJob other = job("osbuild:x86_64", manifest);
        NewJob failing = job("osbuild:x86_64", other);
        queue.compose(other, failing);
        queue.dependencies.enforce(List.of(other.id()), List.of());
        queue.fail(other.id());

        assertThat(List.of(queue.stateOf(build.id()), queue.stateOf(failing.id())))
                .containsOnly(JobState.PENDING);
        queue.dependencies.enforce(List.of(), List.of(init.id(), manifest.id(), other.id()));
        assertThat(List.of(queue.stateOf(build.id()), queue.stateOf(failing.id())))
                .containsOnly(JobState.FINISHED);
    }

    @Test
    @DisplayName("what waits elsewhere is left to the dispatcher, which may not have told of it yet")
    void otherCompose() {
        queue.compose(manifest);
        NewJob elsewhere = job("osbuild:x86_64", manifest);
        queue.compose(elsewhere);

        queue.succeed(manifest.id());

        assertThat(queue.stateOf(elsewhere.id())).isEqualTo(JobState.PENDING);
        queue.dependencies.enforce(List.of(), List.of(manifest.id()));
        assertThat(queue.stateOf(elsewhere.id())).isEqualTo(JobState.READY);
    }

    @Test
    @DisplayName("a result does not wait for whoever is changing a dependent at the same time")
    void dependentIsHeld() throws Exception {
        NewJob held = job("osbuild:x86_64", manifest);
        queue.compose(manifest, held);
        ClaimedJob claimed = queue.claim(manifest.id());

        try (Connection connection = queue.pool.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("SELECT FROM job WHERE id = ? FOR UPDATE")) {
                lock.setObject(1, held.id());
                lock.execute();
                queue.finish(claimed);
            }
            connection.rollback();
        }

        assertThat(queue.stateOf(manifest.id())).isEqualTo(JobState.FINISHED);
        assertThat(queue.stateOf(held.id())).isEqualTo(JobState.PENDING);
        queue.dependencies.enforce(List.of(), List.of(manifest.id()));
        assertThat(queue.stateOf(held.id())).isEqualTo(JobState.READY);
    }

    @Test
    @DisplayName("of two results at the same time, at least the events of both make the dependent ready, and only once")
    void atTheSameTime() {
        for (int i = 0; i < 50; i++) {
            NewJob one = job("depsolve");
            NewJob two = job("container-resolve");
            NewJob last = job("manifest", one, two);
            queue.compose(one, two, last);
            List<CompletableFuture<Void>> finishing = new ArrayList<>();
            for (UUID id : List.of(one.id(), two.id())) {
                ClaimedJob claimed = queue.claim(id);
                finishing.add(CompletableFuture.runAsync(() -> queue.finish(claimed)));
            }
            finishing.forEach(CompletableFuture::join);

            queue.dependencies.enforce(List.of(), List.of(one.id(), two.id()));

            assertThat(queue.claim(last.id()).dependencyResults()).hasSize(2);
            assertThat(queue.handOuts.claim(last.id(), null, null)).isEmpty();
        }
    }

    private static NewJob job(String type, NewJob... dependencies) {
        return new NewJob(
                Ids.next(),
                type,
                "null",
                List.of(dependencies).stream().map(NewJob::id).toList());
    }
}
