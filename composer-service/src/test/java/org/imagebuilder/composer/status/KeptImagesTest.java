package org.imagebuilder.composer.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.FolderStore;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptImagesTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("S8 the path has the compose's id, also while the file is still on its way there")
    void finished() throws IOException {
        JobSnapshot job = job(JobState.FINISHED);
        upload(job);
        Path path = folder.resolve(job.id().toString()).resolve("disk.qcow2");

        assertThat(images().path(job, "disk.qcow2")).contains(path);
        new FolderStore(folder).publish(attempt(job));
        assertThat(images().path(job, "disk.qcow2")).contains(path);
        assertThat(path).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gone.raw", "../outside", "/etc/hostname", ".1", ".1/disk.qcow2"})
    void what_is_no_file_of_the_job_has_no_path(String name) throws IOException {
        JobSnapshot job = job(JobState.FINISHED);
        upload(job);
        Files.writeString(folder.resolve("outside"), "secret");

        assertThat(images().path(job, name)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "FINISHED")
    void a_job_that_has_not_finished_has_no_image(JobState state) throws IOException {
        JobSnapshot job = job(state);
        upload(job);

        assertThat(images().path(job, "disk.qcow2")).isEmpty();
    }

    private KeptImages images() throws IOException {
        return KeptImages.in(new FolderStore(folder));
    }

    private static JobSnapshot job(JobState state) {
        Compose compose = new Compose();
        compose.job("osbuild:x86_64", state, null);
        return compose.jobs().getFirst();
    }

    private static Attempt attempt(JobSnapshot job) {
        return new Attempt(job.id(), job.attempt());
    }

    private void upload(JobSnapshot job) throws IOException {
        try (Upload upload = new FolderStore(folder).begin(attempt(job), new ArtifactName("disk.qcow2"))) {
            upload.commit();
        }
    }
}
