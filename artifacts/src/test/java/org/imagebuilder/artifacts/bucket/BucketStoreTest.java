package org.imagebuilder.artifacts.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.imagebuilder.artifacts.Artifact;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.ArtifactStoreRules;
import org.imagebuilder.artifacts.KeptJob;
import org.imagebuilder.artifacts.Leftover;
import org.imagebuilder.artifacts.Upload;
import org.imagebuilder.artifacts.bucket.BucketSettings.Credentials;
import org.imagebuilder.testsupport.TestBucket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BucketStoreTest extends ArtifactStoreRules {

    /** The smallest that servers take. */
    private static final int PART = 5 << 20;

    private static final String PREFIX = "images/";

    private final TestBucket place = TestBucket.fresh();
    private final Bucket bucket = bucket(place.endpoint(), 2);
    private final BucketStore store = new BucketStore(bucket, PREFIX, PART);

    @Override
    protected ArtifactStore emptyStore() {
        return store;
    }

    @Override
    protected long kept() {
        return bucket.objects("").filter(object -> !Keys.isMark(object.key())).count()
                + bucket.uploads("").count();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void files_have_no_path() throws Exception {
        put(FIRST, "bytes");
        assertThat(store.path(FIRST, DISK)).isEmpty();
    }

    @Test
    @DisplayName("W21 other keys are nobody's business")
    void otherKeys() throws Exception {
        put(FIRST, "bytes");
        bucket.putEmpty(UUID.randomUUID() + "/1/outside");
        bucket.putEmpty(PREFIX + "lost+found/1/x");
        bucket.putEmpty(PREFIX + "ü b+c%2F&<d>/1/x");
        bucket.putEmpty(PREFIX + new UUID(0, 7) + "/x");

        assertThat(jobs()).extracting(KeptJob::id).containsExactlyInAnyOrder(JOB, new UUID(0, 7));

        store.delete(JOB);
        store.delete(new UUID(0, 7));
        assertThat(kept()).isEqualTo(3);
    }

    @Test
    void uploads_of_a_finished_attempt_that_died_are_seen_and_given_up() throws Exception {
        put(FIRST, "bytes");
        store.publish(FIRST);
        bucket.beginUpload(new Keys(PREFIX).of(FIRST, DISK));
        bucket.beginUpload(new Keys(PREFIX).of(SECOND, DISK));

        assertThat(leftovers()).extracting(Leftover::attempt).containsExactlyInAnyOrder(FIRST, SECOND);

        store.publish(FIRST);
        store.discard(SECOND);
        assertThat(leftovers()).isEmpty();
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void a_reader_does_not_notice_when_connections_break() throws Exception {
        byte[] content = new byte[3_000_000];
        try (Upload upload = store.begin(FIRST, DISK)) {
            upload.write(content, content.length);
            upload.commit();
        }
        try (CuttingProxy proxy = new CuttingProxy(place.endpoint(), 1_000_000);
                BucketStore behind = new BucketStore(bucket(proxy.address(), 1000), PREFIX, PART);
                Artifact artifact = behind.open(FIRST, DISK).orElseThrow();
                InputStream bytes = artifact.read(0, content.length)) {
            assertThat(bytes.readAllBytes()).isEqualTo(content);
            assertThat(proxy.cuts()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void a_reader_never_gets_bytes_of_another_file() throws Exception {
        put(FIRST, "earlier");
        try (Artifact artifact = store.open(FIRST, DISK).orElseThrow()) {
            put(FIRST, "later..");
            assertThatThrownBy(() -> artifact.read(0, 7).readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_said_at_once_and_a_server_that_is_away_may_come_back() {
        assertThatThrownBy(() -> BucketStore.open(settings("no-such-bucket", place.endpoint())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-bucket")
                .hasMessageContaining("404");
        try (BucketStore away = BucketStore.open(settings("bucket", URI.create("http://127.0.0.1:1")))) {
            assertThatThrownBy(() -> away.open(FIRST, DISK)).isInstanceOf(IOException.class);
            assertThatThrownBy(away::jobs).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_wrong_key_is_said_at_once_and_not_repeated() {
        var wrong = new BucketSettings(
                place.name(), place.endpoint(), "us-east-1", true, "", new Credentials(place.accessKeyId(), "guessed"));
        assertThatThrownBy(() -> BucketStore.open(wrong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("guessed");
        assertThat(wrong.toString()).doesNotContain("guessed");
    }

    private Bucket bucket(URI endpoint, int page) {
        return new Bucket(S3Clients.make(settings(place.name(), endpoint)), place.name(), page);
    }

    private BucketSettings settings(String name, URI endpoint) {
        return new BucketSettings(
                name, endpoint, "us-east-1", true, "", new Credentials(place.accessKeyId(), place.secretAccessKey()));
    }
}
