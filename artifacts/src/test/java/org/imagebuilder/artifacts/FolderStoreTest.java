package org.imagebuilder.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ArtifactStoreRules {

    @TempDir
    private Path folder;

    @Override
    protected ArtifactStore emptyStore() throws IOException {
        return new FolderStore(folder);
    }

    @Override
    protected long kept() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    @DisplayName("W11 what the attempt uploaded is in the job's folder once it is published")
    void place() throws Exception {
        put(FIRST, "bytes");
        Path place = folder.resolve(JOB.toString()).resolve("disk.img");
        assertThat(store().path(FIRST, DISK)).contains(place);

        store().publish(FIRST);

        assertThat(place).hasContent("bytes");
        assertThat(store().path(FIRST, DISK)).contains(place);
    }

    @Test
    void no_empty_folder_stays() throws Exception {
        put(FIRST, "bytes");
        store().discard(FIRST);
        put(SECOND, "bytes");
        store().delete(JOB);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("W21 only folders named by UUIDs are jobs")
    void otherFolders() throws Exception {
        put(FIRST, "bytes");
        Files.createDirectory(folder.resolve(new UUID(0, 7).toString()));
        Files.createDirectory(folder.resolve("lost+found"));
        Files.createDirectory(folder.resolve("1-1-1-1-1"));
        Files.writeString(folder.resolve(UUID.randomUUID().toString()), "a file");

        assertThat(jobs()).extracting(KeptJob::id).containsExactlyInAnyOrder(JOB, new UUID(0, 7));
    }

    @Test
    void the_last_change_is_that_of_the_newest_file() throws Exception {
        put(FIRST, "bytes");
        Instant then = Instant.parse("2026-11-01T12:00:00Z");
        Path lost = folder.resolve(JOB.toString()).resolve(".1");
        Files.setLastModifiedTime(lost.resolve("disk.img"), FileTime.from(then));
        Files.setLastModifiedTime(lost, FileTime.from(then.minusSeconds(60)));

        assertThat(leftovers()).containsExactly(new Leftover(FIRST, then));
    }

    @Test
    void a_file_that_is_being_read_may_be_published() throws Exception {
        put(FIRST, "bytes");
        try (Artifact open = store().open(FIRST, DISK).orElseThrow()) {
            store().publish(FIRST);
            assertThat(open.read(0, 5)).hasContent("bytes");
        }
    }

    @Test
    void links_are_neither_followed_out_of_the_folder_nor_through_to_what_they_point_at() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("disk.img"), "secret");
        Path job = folder.resolve(JOB.toString());
        Files.createSymbolicLink(job, outside);
        assertThatThrownBy(() -> store().begin(FIRST, DISK)).isInstanceOf(IOException.class);

        Files.delete(job);
        Files.createDirectory(job);
        Files.createSymbolicLink(job.resolve("disk.img"), secret);
        Files.createSymbolicLink(job.resolve(".1"), outside);
        assertThat(store().open(FIRST, DISK)).isEmpty();
        assertThat(leftovers()).isEmpty();
        store().publish(FIRST);
        store().delete(JOB);

        assertThat(secret).hasContent("secret");
    }

    @Test
    void a_place_that_is_no_folder_takes_nothing() throws Exception {
        Files.writeString(folder.resolve(JOB.toString()), "in the way");
        assertThatThrownBy(() -> store().begin(FIRST, DISK)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new FolderStore(folder.resolve(JOB.toString())))
                .isInstanceOf(IOException.class);
    }
}
