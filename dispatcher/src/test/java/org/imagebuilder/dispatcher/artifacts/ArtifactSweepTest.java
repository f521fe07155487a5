package org.imagebuilder.dispatcher.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.FolderStore;
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
import org.imagebuilder.queue.Publication;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Results;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.testsupport.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactSweepTest {

    private static final Statements STATEMENTS = new Statements(
            TestPostgres.freshDatabase("migrated", Migrations::migrate).dataSource(),
            Clock.systemUTC(),
            Duration.ofSeconds(5),
            _ -> Publication.NOTHING);
    private static final ArtifactName DISK = new ArtifactName("disk.img");

    private final HandOuts handOuts = new HandOuts(STATEMENTS);
    private final Results results = new Results(STATEMENTS);
    private final List<Removed> removed = new ArrayList<>();

    @TempDir
    private Path folder;

    private FolderStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore(folder);
    }

    @Test
    @DisplayName(
            "W21 folders of jobs that are gone go too, those of others stay, and other names are nobody's business")
    void jobsThatAreGone() throws Exception {
        ClaimedJob job = handedOut();
        upload(job);
        succeed(job);
        store.publish(attempt(job));
        Path published = folder.resolve(job.id().toString()).resolve("disk.img");
        Path empty = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        Path full = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        Files.writeString(full.resolve("disk.img"), "bytes");
        Files.writeString(Files.createDirectory(full.resolve(".1")).resolve("log"), "more");
        Path other = Files.createDirectory(folder.resolve("lost+found"));
        Path file = Files.writeString(folder.resolve("README"), "text");

        sweepNow();

        assertThat(List.of(empty, full)).allSatisfy(gone -> assertThat(gone).doesNotExist());
        assertThat(List.of(published, other, file))
                .allSatisfy(kept -> assertThat(kept).exists());
        assertThat(removed).containsExactlyInAnyOrder(Removed.NOTHING, new Removed(2, 9));
    }

    @Test
    void more_folders_than_fit_on_a_page_are_all_seen() throws Exception {
        for (int i = 0; i < 1001; i++) {
            Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        }
        sweepNow();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_a_running_job_uploads_stays_however_old_it_is() throws Exception {
        ClaimedJob job = handedOut();
        upload(job);
        try (Upload upload = store.begin(attempt(job), new ArtifactName("log"))) {
            sweepIn(Duration.ofDays(30));
            upload.commit();
        }
        succeed(job);
        sweepNow();

        assertThat(files()).containsExactlyInAnyOrder(job.id() + "/disk.img", job.id() + "/log");
    }

    @Test
    void a_death_between_the_finish_and_the_publication_is_made_good() throws Exception {
        ClaimedJob job = handedOut();
        upload(job);
        succeed(job);

        sweepNow();
        sweepNow();

        assertThat(files()).containsExactly(job.id() + "/disk.img");
        assertThat(removed).isEmpty();
    }

    @Test
    void a_lost_attempts_files_go_and_the_next_ones_stay() throws Exception {
        ClaimedJob lost = handedOut();
        upload(lost);
        handOuts.handBack(lost.token(), "test");
        ClaimedJob next = claim(lost.id());
        upload(next);

        sweepIn(Duration.ofHours(2));

        assertThat(files()).containsExactly(next.id() + "/.2/disk.img");
        assertThat(removed).containsExactly(new Removed(1, 5));
    }

    @Test
    void what_is_of_no_use_has_a_time_of_grace() throws Exception {
        ClaimedJob failed = handedOut();
        upload(failed);
        results.finish(failed.token(), RawJson.of("{}"), Outcome.failed("{}", new Failure(10, "broken")));
        ClaimedJob waiting = handedOut();
        upload(waiting);
        handOuts.handBack(waiting.token(), "test");
        ClaimedJob cancelled = handedOut();
        upload(cancelled);
        new Cancellations(STATEMENTS).cancel(cancelled.id(), "test");

        sweepIn(Duration.ofMinutes(59));
        assertThat(files()).hasSize(3);

        sweepIn(Duration.ofMinutes(61));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void one_folder_that_cannot_be_read_holds_up_no_other() throws Exception {
        ClaimedJob odd = handedOut();
        upload(odd);
        succeed(odd);
        Path inTheWay =
                Files.createDirectory(folder.resolve(odd.id().toString()).resolve("disk.img"));
        Files.writeString(inTheWay.resolve("x"), "y");
        ClaimedJob job = handedOut();
        upload(job);
        succeed(job);

        sweepNow();

        assertThat(files()).contains(job.id() + "/disk.img", odd.id() + "/.1/disk.img");
    }

    private void sweepNow() throws IOException {
        sweepIn(Duration.ZERO);
    }

    private void sweepIn(Duration time) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), time);
        new ArtifactSweep(store, new Jobs(STATEMENTS), clock, Duration.ofHours(1), removed::add).sweep();
    }

    private ClaimedJob handedOut() {
        UUID id = Ids.next();
        new Submissions(STATEMENTS, _ -> Duration.ofDays(1))
                .enqueue(new JobGraph(
                        "", null, List.of(new NewJob(id, "osbuild:x86_64", "{}", List.of())), Origin.NONE));
        new Dependencies(STATEMENTS, List.of()).enforce(List.of(id), List.of());
        return claim(id);
    }

    private ClaimedJob claim(UUID id) {
        return handOuts.claim(id, null, null).orElseThrow().job();
    }

    private void succeed(ClaimedJob job) {
        assertThat(results.finish(job.token(), RawJson.of("{}"), Outcome.success("{}")))
                .isPresent();
    }

    private static Attempt attempt(ClaimedJob job) {
        return new Attempt(job.id(), job.attempt());
    }

    private void upload(ClaimedJob job) throws IOException {
        try (Upload upload = store.begin(attempt(job), DISK)) {
            upload.write("bytes".getBytes(StandardCharsets.UTF_8), 5);
            upload.commit();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
