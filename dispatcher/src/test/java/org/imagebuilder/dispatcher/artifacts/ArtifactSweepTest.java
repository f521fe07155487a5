package org.imagebuilder.dispatcher.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.FolderStore;
import org.imagebuilder.artifacts.Removed;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.queue.ClaimedJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactSweepTest {

    @TempDir
    private Path folder;

    private FolderStore store;
    private SweptJobs jobs;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore(folder);
        jobs = new SweptJobs(store);
    }

    @Test
    @DisplayName(
            "W21 folders of jobs that are gone go too, those of others stay, and other names are nobody's business")
    void jobsThatAreGone() throws Exception {
        ClaimedJob job = jobs.handedOut();
        jobs.upload(job);
        jobs.succeed(job);
        store.publish(SweptJobs.attempt(job));
        Path published = folder.resolve(job.id().toString()).resolve("disk.img");
        Path empty = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        Path full = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        Files.writeString(full.resolve("disk.img"), "bytes");
        Files.writeString(Files.createDirectory(full.resolve(".1")).resolve("log"), "more");
        Path other = Files.createDirectory(folder.resolve("lost+found"));
        Path file = Files.writeString(folder.resolve("README"), "text");

        jobs.sweepNow();

        assertThat(List.of(empty, full)).allSatisfy(gone -> assertThat(gone).doesNotExist());
        assertThat(List.of(published, other, file))
                .allSatisfy(kept -> assertThat(kept).exists());
        assertThat(jobs.removed).containsExactlyInAnyOrder(Removed.NOTHING, new Removed(2, 9));
    }

    @Test
    void more_folders_than_fit_on_a_page_are_all_seen() throws Exception {
        for (int i = 0; i < 1001; i++) {
            Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        }
        jobs.sweepNow();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_a_running_job_uploads_stays_however_old_it_is() throws Exception {
        ClaimedJob job = jobs.handedOut();
        jobs.upload(job);
        try (Upload upload = store.begin(SweptJobs.attempt(job), new ArtifactName("log"))) {
            jobs.sweepIn(Duration.ofDays(30));
            upload.commit();
        }
        jobs.succeed(job);
        jobs.sweepNow();

        assertThat(files()).containsExactlyInAnyOrder(job.id() + "/disk.img", job.id() + "/log");
    }

    @Test
    void a_death_between_the_finish_and_the_publication_is_made_good() throws Exception {
        ClaimedJob job = jobs.handedOut();
        jobs.upload(job);
        jobs.succeed(job);

        jobs.sweepNow();
        jobs.sweepNow();

        assertThat(files()).containsExactly(job.id() + "/disk.img");
        assertThat(jobs.removed).isEmpty();
    }

    @Test
    void a_lost_attempts_files_go_and_the_next_ones_stay() throws Exception {
        ClaimedJob lost = jobs.handedOut();
        jobs.upload(lost);
        ClaimedJob next = jobs.handedOutAgain(lost);
        jobs.upload(next);

        jobs.sweepIn(Duration.ofHours(2));

        assertThat(files()).containsExactly(next.id() + "/.2/disk.img");
        assertThat(jobs.removed).containsExactly(new Removed(1, 5));
    }

    @Test
    void what_is_of_no_use_has_a_time_of_grace() throws Exception {
        ClaimedJob failed = jobs.handedOut();
        jobs.upload(failed);
        jobs.fail(failed);
        ClaimedJob waiting = jobs.handedOut();
        jobs.upload(waiting);
        jobs.giveBack(waiting);
        ClaimedJob cancelled = jobs.handedOut();
        jobs.upload(cancelled);
        jobs.cancel(cancelled);

        jobs.sweepIn(Duration.ofMinutes(59));
        assertThat(files()).hasSize(3);

        jobs.sweepIn(Duration.ofMinutes(61));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void one_folder_that_cannot_be_read_holds_up_no_other() throws Exception {
        ClaimedJob odd = jobs.handedOut();
        jobs.upload(odd);
        jobs.succeed(odd);
        Path inTheWay =
                Files.createDirectory(folder.resolve(odd.id().toString()).resolve("disk.img"));
        Files.writeString(inTheWay.resolve("x"), "y");
        ClaimedJob job = jobs.handedOut();
        jobs.upload(job);
        jobs.succeed(job);

        jobs.sweepNow();

        assertThat(files()).contains(job.id() + "/disk.img", odd.id() + "/.1/disk.img");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
