package org.imagebuilder.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {

    private static final UUID JOB = new UUID(0, 1);
    private static final Attempt FIRST = new Attempt(JOB, 1);
    private static final Attempt SECOND = new Attempt(JOB, 2);
    private static final ArtifactName DISK = new ArtifactName("disk.img");

    @TempDir
    private Path folder;

    private FolderStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore(folder);
    }

    @Test
    void an_upload_is_not_to_be_seen_before_it_is_whole() throws Exception {
        try (Upload upload = store.begin(FIRST, DISK)) {
            write(upload, "half");
            assertThat(store.open(FIRST, DISK)).isEmpty();
            upload.commit();
        }
        assertThat(read(FIRST)).isEqualTo("half");
        assertThat(filesIn(folder)).hasSize(1);
    }

    @Test
    void an_interrupted_upload_leaves_nothing_and_an_earlier_file_as_it_was() throws Exception {
        put(FIRST, "earlier");
        try (Upload upload = store.begin(FIRST, DISK)) {
            write(upload, "later");
        }
        assertThat(read(FIRST)).isEqualTo("earlier");
        assertThat(filesIn(folder)).hasSize(1);
    }

    @Test
    void a_repeated_upload_replaces_the_file() throws Exception {
        put(FIRST, "a longer text");
        put(FIRST, "short");
        assertThat(read(FIRST)).isEqualTo("short");
    }

    @Test
    void two_uploads_of_one_name_at_once_end_as_one_whole_file() throws Exception {
        try (Upload one = store.begin(FIRST, DISK);
                Upload other = store.begin(FIRST, DISK)) {
            write(one, "one ");
            write(other, "other ");
            write(one, "file");
            write(other, "file");
            other.commit();
            one.commit();
        }
        assertThat(read(FIRST)).isEqualTo("one file");
        assertThat(filesIn(folder)).hasSize(1);
    }

    @Test
    @DisplayName("W11 what the attempt uploaded is found under the job's id once it is published")
    void published() throws Exception {
        put(FIRST, "bytes");
        assertThat(store.path(FIRST, DISK))
                .contains(folder.resolve(JOB.toString()).resolve("disk.img"));

        store.publish(FIRST);
        store.publish(FIRST);

        assertThat(folder.resolve(JOB.toString()).resolve("disk.img")).hasContent("bytes");
        assertThat(read(FIRST)).isEqualTo("bytes");
        assertThat(store.leftovers(JOB)).isEmpty();
    }

    @Test
    void a_lost_attempts_file_never_becomes_the_jobs() throws Exception {
        put(FIRST, "lost");
        store.publish(SECOND);
        assertThat(store.open(SECOND, DISK)).isEmpty();
        assertThat(store.path(SECOND, DISK)).isEmpty();

        put(SECOND, "good");
        store.publish(SECOND);
        assertThat(store.discard(FIRST)).isEqualTo(new Removed(1, 4));
        assertThat(read(SECOND)).isEqualTo("good");
    }

    @Test
    void an_upload_that_ends_after_the_publication_fails_and_leaves_nothing() throws Exception {
        put(FIRST, "bytes");
        try (Upload late = store.begin(FIRST, DISK)) {
            write(late, "late");
            store.publish(FIRST);
            assertThatThrownBy(late::commit).isInstanceOf(IOException.class);
        }
        assertThat(read(FIRST)).isEqualTo("bytes");
        assertThat(filesIn(folder)).hasSize(1);
    }

    @Test
    void discarded_files_leave_no_folder_behind() throws Exception {
        put(FIRST, "bytes");
        assertThat(store.discard(FIRST)).isEqualTo(new Removed(1, 5));
        assertThat(store.discard(FIRST)).isEqualTo(Removed.NOTHING);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("W21 only folders named by UUIDs are jobs")
    void jobs() throws Exception {
        put(FIRST, "bytes");
        Files.createDirectory(folder.resolve(new UUID(0, 7).toString()));
        Files.createDirectory(folder.resolve("lost+found"));
        Files.createDirectory(folder.resolve("1-1-1-1-1"));
        Files.writeString(folder.resolve(UUID.randomUUID().toString()), "a file");
        try (Stream<UUID> jobs = store.jobs()) {
            assertThat(jobs).containsExactlyInAnyOrder(JOB, new UUID(0, 7));
        }
    }

    @Test
    void leftovers_tell_when_they_changed_last() throws Exception {
        put(FIRST, "bytes");
        put(SECOND, "bytes");
        Instant then = Instant.parse("2026-11-01T12:00:00Z");
        Path lost = folder.resolve(JOB.toString()).resolve(".1");
        Files.setLastModifiedTime(lost.resolve("disk.img"), FileTime.from(then));
        Files.setLastModifiedTime(lost, FileTime.from(then.minusSeconds(60)));

        assertThat(store.leftovers(JOB)).extracting(Leftover::attempt).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(store.leftovers(JOB)).contains(new Leftover(FIRST, then));
        assertThat(store.leftovers(UUID.randomUUID())).isEmpty();
    }

    @Test
    void everything_of_a_job_can_be_deleted() throws Exception {
        put(FIRST, "bytes");
        store.publish(FIRST);
        put(SECOND, "more bytes");

        assertThat(store.delete(JOB)).isEqualTo(new Removed(2, 15));
        assertThat(store.delete(JOB)).isEqualTo(Removed.NOTHING);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void links_are_neither_followed_out_of_the_folder_nor_through_to_what_they_point_at() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("disk.img"), "secret");
        Path job = folder.resolve(JOB.toString());
        Files.createSymbolicLink(job, outside);
        assertThatThrownBy(() -> store.begin(FIRST, DISK)).isInstanceOf(IOException.class);

        Files.delete(job);
        Files.createDirectory(job);
        Files.createSymbolicLink(job.resolve("disk.img"), secret);
        Files.createSymbolicLink(job.resolve(".1"), outside);
        assertThat(store.open(FIRST, DISK)).isEmpty();
        assertThat(store.leftovers(JOB)).isEmpty();
        store.publish(FIRST);
        store.delete(JOB);

        assertThat(secret).hasContent("secret");
    }

    @Test
    void a_place_that_is_no_folder_takes_nothing() throws Exception {
        Files.writeString(folder.resolve(JOB.toString()), "in the way");
        assertThatThrownBy(() -> store.begin(FIRST, DISK)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new FolderStore(folder.resolve(JOB.toString())))
                .isInstanceOf(IOException.class);
    }

    private void put(Attempt attempt, String content) throws IOException {
        try (Upload upload = store.begin(attempt, DISK)) {
            write(upload, content);
            upload.commit();
        }
    }

    private static void write(Upload upload, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        upload.write(bytes, bytes.length);
    }

    private String read(Attempt attempt) throws IOException {
        try (Artifact artifact = store.open(attempt, DISK).orElseThrow()) {
            var bytes = ByteBuffer.allocate((int) artifact.size());
            artifact.content().read(bytes);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
