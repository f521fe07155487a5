package org.imagebuilder.artifacts.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.artifacts.Artifact;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.ArtifactStore;
import org.imagebuilder.artifacts.Attempt;
import org.imagebuilder.artifacts.KeptJob;
import org.imagebuilder.artifacts.Removed;
import org.imagebuilder.artifacts.Upload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps files in an S3-compatible bucket, where {@link Keys} says. Files never move: those of the attempt that finished a
 * job are the job's, and a mark beside them says that this is settled.
 */
public final class BucketStore implements ArtifactStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BucketStore.class);

    /** Of an upload, but for the last one. */
    private static final int PART_SIZE = 16 << 20;

    private static final int MOST_PARTS = 10_000;

    /** In bytes. */
    public static final long LARGEST_FILE = (long) MOST_PARTS * PART_SIZE;

    private static final int PAGE = 1000;

    private final Bucket bucket;
    private final Keys keys;
    private final int partSize;

    BucketStore(Bucket bucket, String prefix, int partSize) {
        this.bucket = bucket;
        this.keys = new Keys(prefix);
        this.partSize = partSize;
    }

    /**
     * Opens a bucket. A server that does not answer may do so later.
     *
     * @throws IllegalStateException if it says that there is no such bucket, or none for us
     */
    public static BucketStore open(BucketSettings settings) {
        Bucket bucket = new Bucket(S3Clients.make(settings), settings.bucket(), PAGE);
        try {
            bucket.look();
        } catch (S3Exception e) {
            if (e.statusCode() < 500) {
                bucket.close();
                throw new IllegalStateException(
                        "the bucket of artifacts, " + settings.bucket() + ", cannot be used: status " + e.statusCode()
                                + ", which is 404 for no such bucket, 403 for no access, 301 or 400 for another region",
                        e);
            }
            LOG.warn("the bucket {} is not there at the moment: {}", settings.bucket(), e.toString());
        } catch (SdkException e) {
            LOG.warn("cannot ask for the bucket {} at the moment: {}", settings.bucket(), e.toString());
        }
        return new BucketStore(bucket, settings.prefix(), PART_SIZE);
    }

    @Override
    public Upload begin(Attempt attempt, ArtifactName name) throws IOException {
        return BucketUpload.begin(bucket, keys.of(attempt, name), partSize);
    }

    @Override
    public Optional<Artifact> open(Attempt finished, ArtifactName name) throws IOException {
        String key = keys.of(finished, name);
        return bucket.head(key)
                .map(object ->
                        new BucketArtifact(bucket, key, object.eTag(), object.contentLength(), object.lastModified()));
    }

    @Override
    public Optional<Path> path(Attempt finished, ArtifactName name) {
        return Optional.empty();
    }

    @Override
    public long filesBeside(Attempt attempt, ArtifactName name) throws IOException {
        String own = keys.of(attempt, name);
        return counted(() -> bucket.objects(keys.of(attempt))
                .filter(object -> !Keys.isMark(object.key()) && !object.key().equals(own))
                .count());
    }

    @Override
    public boolean settlesAtOnce() {
        return false;
    }

    @Override
    public void publish(Attempt attempt) throws IOException {
        String all = keys.of(attempt);
        abortUploads(all);
        if (counted(() -> bucket.objects(all).limit(1).count()) > 0) {
            bucket.putEmpty(keys.mark(attempt));
        }
    }

    @Override
    public Removed discard(Attempt attempt) throws IOException {
        return remove(keys.of(attempt));
    }

    @Override
    public Removed delete(UUID job) throws IOException {
        return remove(keys.of(job));
    }

    @Override
    public Stream<KeptJob> jobs() throws IOException {
        try {
            return new Inventory(bucket, keys).jobs();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Uploads first: what is completed meanwhile is an object then. */
    private Removed remove(String prefix) throws IOException {
        abortUploads(prefix);
        long files = 0;
        long bytes = 0;
        try {
            for (Iterator<S3Object> all = bucket.objects(prefix).iterator(); all.hasNext(); ) {
                S3Object object = all.next();
                bucket.delete(object.key());
                files += Keys.isMark(object.key()) ? 0 : 1;
                bytes += object.size();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files == 0 ? Removed.NOTHING : new Removed(files, bytes);
    }

    private void abortUploads(String prefix) throws IOException {
        try {
            for (Iterator<MultipartUpload> all = bucket.uploads(prefix).iterator(); all.hasNext(); ) {
                MultipartUpload upload = all.next();
                bucket.abort(upload.key(), upload.uploadId());
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private interface Count {
        long get();
    }

    private static long counted(Count count) throws IOException {
        try {
            return count.get();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        bucket.close();
    }
}
