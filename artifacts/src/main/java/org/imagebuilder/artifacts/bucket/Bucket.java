package org.imagebuilder.artifacts.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The requests to the server. Whatever goes wrong is an {@link IOException}. */
final class Bucket implements AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final Duration FOR_A_LOOK = Duration.ofSeconds(10);

    private final S3Client client;
    private final String name;
    private final int page;

    /** @param page how many keys the server lists in one answer, at most */
    Bucket(S3Client client, String name, int page) {
        this.client = client;
        this.name = name;
        this.page = page;
    }

    /** Asks whether the bucket is there for us, once and briefly. */
    void look() {
        client.headBucket(
                request -> request.bucket(name).overrideConfiguration(limits -> limits.apiCallTimeout(FOR_A_LOOK)));
    }

    Optional<HeadObjectResponse> head(String key) throws IOException {
        try {
            return Optional.of(
                    call(() -> client.headObject(request -> request.bucket(name).key(key))));
        } catch (IOException e) {
            if (isNotFound(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @param last counted from 0, as the first */
    ResponseInputStream<GetObjectResponse> get(String key, String etag, long first, long last) throws IOException {
        return call(() -> client.getObject(
                request -> request.bucket(name).key(key).ifMatch(etag).range("bytes=" + first + "-" + last)));
    }

    void putEmpty(String key) throws IOException {
        call(() -> client.putObject(request -> request.bucket(name).key(key), RequestBody.empty()));
    }

    void delete(String key) throws IOException {
        call(() -> client.deleteObject(request -> request.bucket(name).key(key)));
    }

    /**
     * All objects whose keys begin like this, in the order of their keys, asked for page by page.
     *
     * @throws UncheckedIOException from the stream
     */
    Stream<S3Object> objects(String prefix) {
        return stream(client.listObjectsV2Paginator(request ->
                        request.bucket(name).prefix(prefix).maxKeys(page).encodingType(EncodingType.URL))
                .contents());
    }

    /** All uploads whose keys begin like this and that are neither complete nor given up, likewise. */
    Stream<MultipartUpload> uploads(String prefix) {
        return stream(client.listMultipartUploadsPaginator(request ->
                        request.bucket(name).prefix(prefix).maxUploads(page).encodingType(EncodingType.URL))
                .uploads());
    }

    String beginUpload(String key) throws IOException {
        return call(() -> client.createMultipartUpload(
                        request -> request.bucket(name).key(key))
                .uploadId());
    }

    /** @param number the first is 1 */
    CompletedPart upload(String key, String upload, int number, RequestBody part) throws IOException {
        return call(() -> {
            String etag = client.uploadPart(
                            request -> request.bucket(name)
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number),
                            part)
                    .eTag();
            return CompletedPart.builder().partNumber(number).eTag(etag).build();
        });
    }

    void complete(String key, String upload, List<CompletedPart> parts) throws IOException {
        call(() -> client.completeMultipartUpload(
                request -> request.bucket(name).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts))));
    }

    /** Gives an upload up; it may have ended meanwhile. */
    void abort(String key, String upload) throws IOException {
        try {
            call(() -> client.abortMultipartUpload(
                    request -> request.bucket(name).key(key).uploadId(upload)));
        } catch (IOException e) {
            // somebody else did it, or it is complete
            if (!isNotFound(e)) {
                throw e;
            }
        }
    }

    private static <T> T call(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static boolean isNotFound(IOException failure) {
        return failure.getCause() instanceof S3Exception answer && answer.statusCode() == NOT_FOUND;
    }

    private static <T> Stream<T> stream(Iterable<T> pages) {
        Iterator<T> checked = new Iterator<>() {
            private @Nullable Iterator<T> all;

            @Override
            public boolean hasNext() {
                try {
                    all = all == null ? pages.iterator() : all;
                    return all.hasNext();
                } catch (SdkException e) {
                    throw new UncheckedIOException(new IOException(e.getMessage(), e));
                }
            }

            @Override
            public T next() {
                if (all == null || !hasNext()) {
                    throw new NoSuchElementException();
                }
                return all.next();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(checked, Spliterator.ORDERED), false);
    }

    @Override
    public void close() {
        client.close();
    }
}
