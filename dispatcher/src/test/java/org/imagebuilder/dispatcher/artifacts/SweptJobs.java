package org.imagebuilder.dispatcher.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.Removed;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.queue.Cancellations;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.Dependencies;
import org.imagebuilder.queue.Failure;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.Jobs;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Outcome;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.queue.secrets.Vault;
import org.imagebuilder.testsupport.TestPostgres;

/** Jobs whose workers upload to a store that is swept. */
final class SweptJobs {

    private static final Statements STATEMENTS = new Statements(
            TestPostgres.freshDatabase("migrated", Migrations::migrate).dataSource(),
            Clock.systemUTC(),
            _ -> {},
            Vault.OPEN);

    static final ArtifactName DISK = new ArtifactName("disk.img");

    final List<Removed> removed = new ArrayList<>();
    private final HandOuts handOuts = new HandOuts(STATEMENTS);
    private final Results results = new Results(STATEMENTS);
    private final ArtifactStore store;

    SweptJobs(ArtifactStore store) {
        this.store = store;
    }

    void sweepNow() throws IOException {
        sweepIn(Duration.ZERO);
    }

    void sweepIn(Duration time) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), time);
        new ArtifactSweep(store, new Jobs(STATEMENTS), clock, Duration.ofHours(1), removed::add).sweep();
    }

    ClaimedJob handedOut() {
        UUID id = Ids.next();
        new Submissions(STATEMENTS, _ -> Duration.ofDays(1))
                .enqueue(new JobGraph(
                        "", null, List.of(new NewJob(id, "osbuild:x86_64", "{}", List.of())), Origin.NONE));
        new Dependencies(STATEMENTS, List.of()).enforce(List.of(id), List.of());
        return claim(id);
    }

    /** The next attempt of a job whose worker is lost. */
    ClaimedJob handedOutAgain(ClaimedJob lost) {
        giveBack(lost);
        return claim(lost.id());
    }

    void giveBack(ClaimedJob job) {
        handOuts.handBack(job.handle(), "test");
    }

    private ClaimedJob claim(UUID id) {
        return handOuts.claim(id, null, null).orElseThrow();
    }

    void succeed(ClaimedJob job) {
        assertThat(results.finish(job.handle(), RawJson.of("{}"), Outcome.success("{}")))
                .isPresent();
    }

    void fail(ClaimedJob job) {
        assertThat(results.finish(job.handle(), RawJson.of("{}"), Outcome.failed("{}", new Failure(10, "broken"))))
                .isPresent();
    }

    void cancel(ClaimedJob job) {
        new Cancellations(STATEMENTS).cancel(job.id(), "test");
    }

    static Attempt attempt(ClaimedJob job) {
        return new Attempt(job.id(), job.attempt());
    }

    /** A file of five bytes. */
    void upload(ClaimedJob job) throws IOException {
        upload(attempt(job));
    }

    void upload(Attempt attempt) throws IOException {
        try (Upload upload = store.begin(attempt, DISK)) {
            upload.write("bytes".getBytes(StandardCharsets.UTF_8), 5);
            upload.commit();
        }
    }
}
