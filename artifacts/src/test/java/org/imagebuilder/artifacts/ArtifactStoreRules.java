package org.imagebuilder.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store has to do, wherever it keeps its files. */
public abstract class ArtifactStoreRules {

    protected static final UUID JOB = new UUID(0, 1);
    protected static final Attempt FIRST = new Attempt(JOB, 1);
    protected static final Attempt SECOND = new Attempt(JOB, 2);
    protected static final ArtifactName DISK = new ArtifactName("disk.img");

    private ArtifactStore store;

    /** A store with nothing in it. */
    protected abstract ArtifactStore emptyStore() throws IOException;

    /** How many files there are, with those on their way in. */
    protected abstract long kept() throws IOException;

    @BeforeEach
    void openStore() throws IOException {
        store = emptyStore();
    }

    @Test
    void an_upload_is_not_to_be_seen_before_it_is_whole() throws Exception {
        try (Upload upload = store.begin(FIRST, DISK)) {
            write(upload, "half");
            assertThat(store.open(FIRST, DISK)).isEmpty();
            upload.commit();
        }
        assertThat(read(FIRST)).isEqualTo("half");
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void an_interrupted_upload_leaves_nothing_and_an_earlier_file_as_it_was() throws Exception {
        put(FIRST, "earlier");
        try (Upload upload = store.begin(FIRST, DISK)) {
            write(upload, "later");
            assertThat(kept()).isEqualTo(2);
        }
        assertThat(read(FIRST)).isEqualTo("earlier");
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void a_repeated_upload_replaces_the_file() throws Exception {
        put(FIRST, "a longer text");
        String version = version();
        put(FIRST, "short");
        assertThat(read(FIRST)).isEqualTo("short");
        assertThat(version()).isNotEqualTo(version);
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
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void a_file_may_be_empty() throws Exception {
        put(FIRST, "");
        assertThat(read(FIRST)).isEmpty();
    }

    @Test
    void a_large_file_arrives_as_it_was_sent_and_any_range_of_it_can_be_read() throws Exception {
        byte[] content = new byte[11 << 20];
        new Random(1).nextBytes(content);
        try (Upload upload = store.begin(FIRST, DISK)) {
            for (int at = 0; at < content.length; at += 100_000) {
                byte[] some = Arrays.copyOfRange(content, at, Math.min(at + 100_000, content.length));
                upload.write(some, some.length);
            }
            upload.commit();
        }
        try (Artifact artifact = store.open(FIRST, DISK).orElseThrow()) {
            assertThat(artifact.size()).isEqualTo(content.length);
            assertThat(bytes(artifact, 0, content.length)).isEqualTo(content);
            assertThat(bytes(artifact, 5_000_000, 7_000)).isEqualTo(Arrays.copyOfRange(content, 5_000_000, 5_007_000));
            assertThat(bytes(artifact, content.length - 1, 1)).hasSize(1);
            assertThat(bytes(artifact, 7, 0)).isEmpty();
            try (InputStream cut = artifact.read(0, content.length)) {
                assertThat(cut.read()).isEqualTo(Byte.toUnsignedInt(content[0]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Größe 1.img", "~", "%2F", "a+b&c=d?e#f", "-rf", "a:b*", "\uD83D\uDCBF\uFFFF", "x\"y'z<>"})
    void any_name_is_good_for_a_file(String text) throws Exception {
        ArtifactName name = new ArtifactName(text);
        put(FIRST, name, "bytes");
        assertThat(store.open(FIRST, name)).isPresent();
        assertThat(leftovers()).extracting(Leftover::attempt).containsExactly(FIRST);
        store.publish(FIRST);
        assertThat(store.open(FIRST, name)).isPresent();
        assertThat(store.delete(JOB)).isEqualTo(new Removed(1, 5));
    }

    @Test
    @DisplayName("W11 what the attempt uploaded is found under the job's id, published or not")
    void published() throws Exception {
        put(FIRST, "bytes");
        String version = version();

        store.publish(FIRST);
        store.publish(FIRST);

        assertThat(read(FIRST)).isEqualTo("bytes");
        assertThat(version()).isEqualTo(version);
        assertThat(leftovers()).isEmpty();
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void there_may_be_nothing_to_publish() throws Exception {
        store.publish(FIRST);
        assertThat(kept()).isZero();
        assertThat(jobs()).isEmpty();
    }

    @Test
    void a_lost_attempts_file_never_becomes_the_jobs() throws Exception {
        put(FIRST, "lost");
        store.publish(SECOND);
        assertThat(store.open(SECOND, DISK)).isEmpty();
        assertThat(store.path(SECOND, DISK)).isEmpty();

        put(SECOND, "good");
        store.publish(SECOND);
        assertThat(leftovers()).extracting(Leftover::attempt).containsExactly(FIRST);
        assertThat(store.discard(FIRST)).isEqualTo(new Removed(1, 4));
        assertThat(read(SECOND)).isEqualTo("good");
        assertThat(leftovers()).isEmpty();
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
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void discarded_files_leave_nothing_behind() throws Exception {
        put(FIRST, "bytes");
        assertThat(store.discard(FIRST)).isEqualTo(new Removed(1, 5));
        assertThat(store.discard(FIRST)).isEqualTo(Removed.NOTHING);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void what_died_on_its_way_in_is_a_leftover_and_can_be_discarded() throws Exception {
        try (Upload abandoned = store.begin(FIRST, DISK)) {
            write(abandoned, "half");
            assertThat(leftovers()).extracting(Leftover::attempt).containsExactly(FIRST);
            store.discard(FIRST);
            assertThat(jobs()).isEmpty();
            assertThatThrownBy(abandoned::commit).isInstanceOf(IOException.class);
        }
        assertThat(kept()).isZero();
    }

    @Test
    void leftovers_tell_when_they_changed_last() throws Exception {
        Instant before = Instant.now().minusSeconds(2);
        put(FIRST, "bytes");
        put(SECOND, "bytes");
        assertThat(leftovers()).extracting(Leftover::attempt).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(leftovers())
                .allSatisfy(leftover -> assertThat(leftover.lastChange())
                        .isBetween(before, Instant.now().plusSeconds(2)));
    }

    @Test
    void several_jobs_are_listed_one_by_one() throws Exception {
        Attempt other = new Attempt(new UUID(0, 2), 1);
        put(FIRST, "bytes");
        put(FIRST, new ArtifactName("log"), "bytes");
        put(SECOND, "bytes");
        put(other, "bytes");
        store.publish(other);
        assertThat(jobs()).extracting(KeptJob::id).containsExactlyInAnyOrder(JOB, other.job());
        assertThat(leftovers()).hasSize(2);
    }

    @Test
    void everything_of_a_job_can_be_deleted() throws Exception {
        put(FIRST, "bytes");
        store.publish(FIRST);
        put(SECOND, "more bytes");

        assertThat(store.delete(JOB)).isEqualTo(new Removed(2, 15));
        assertThat(store.delete(JOB)).isEqualTo(Removed.NOTHING);
        assertThat(jobs()).isEmpty();
        assertThat(kept()).isZero();
    }

    @Test
    void files_of_an_attempt_are_counted_but_for_the_one_that_is_replaced() throws Exception {
        assertThat(store.filesBeside(FIRST, DISK)).isZero();
        put(FIRST, "bytes");
        put(FIRST, new ArtifactName("log"), "bytes");
        put(SECOND, new ArtifactName("another"), "bytes");
        assertThat(store.filesBeside(FIRST, DISK)).isEqualTo(1);
        assertThat(store.filesBeside(FIRST, new ArtifactName("new"))).isEqualTo(2);
    }

    protected final ArtifactStore store() {
        return store;
    }

    protected final void put(Attempt attempt, String content) throws IOException {
        put(attempt, DISK, content);
    }

    private void put(Attempt attempt, ArtifactName name, String content) throws IOException {
        try (Upload upload = store.begin(attempt, name)) {
            write(upload, content);
            upload.commit();
        }
    }

    protected static void write(Upload upload, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        upload.write(bytes, bytes.length);
    }

    protected final String read(Attempt attempt) throws IOException {
        try (Artifact artifact = store.open(attempt, DISK).orElseThrow()) {
            return new String(bytes(artifact, 0, artifact.size()), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(Artifact artifact, long from, long length) throws IOException {
        try (InputStream content = artifact.read(from, length)) {
            return content.readAllBytes();
        }
    }

    private String version() throws IOException {
        try (Artifact artifact = store.open(FIRST, DISK).orElseThrow()) {
            assertThat(artifact.version()).matches("[0-9A-Za-z-]+");
            return artifact.version();
        }
    }

    protected final List<KeptJob> jobs() throws IOException {
        try (Stream<KeptJob> jobs = store.jobs()) {
            return jobs.toList();
        }
    }

    /** Of the one job that tests use. */
    protected final List<Leftover> leftovers() throws IOException {
        return jobs().stream()
                .filter(job -> job.id().equals(JOB))
                .flatMap(job -> job.leftovers().stream())
                .toList();
    }
}
