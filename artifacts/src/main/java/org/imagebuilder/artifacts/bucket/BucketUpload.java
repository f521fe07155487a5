package org.imagebuilder.artifacts.bucket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.artifacts.Upload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Sends a file part by part. The server makes an object of the parts when it is told that they are all. */
final class BucketUpload implements Upload {

    private static final Logger LOG = LoggerFactory.getLogger(BucketUpload.class);

    private final Bucket bucket;
    private final String key;
    private final String id;
    private final SpooledPart part;
    private final List<CompletedPart> sent = new ArrayList<>();
    private boolean complete;

    private BucketUpload(Bucket bucket, String key, String id, SpooledPart part) {
        this.bucket = bucket;
        this.key = key;
        this.id = id;
        this.part = part;
    }

    static BucketUpload begin(Bucket bucket, String key, int partSize) throws IOException {
        SpooledPart part = SpooledPart.open(partSize);
        try {
            return new BucketUpload(bucket, key, bucket.beginUpload(key), part);
        } catch (IOException e) {
            part.close();
            throw e;
        }
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        for (int from = 0; from < length; ) {
            from += part.add(bytes, from, length);
            if (part.isFull()) {
                send();
            }
        }
    }

    private void send() throws IOException {
        sent.add(bucket.upload(key, id, sent.size() + 1, part.body()));
        part.clear();
    }

    @Override
    public void commit() throws IOException {
        if (!part.isEmpty() || sent.isEmpty()) {
            send(); // an empty file consists of an empty part
        }
        bucket.complete(key, id, sent);
        complete = true;
    }

    @Override
    public void close() {
        try (part) {
            if (!complete) {
                bucket.abort(key, id);
            }
        } catch (IOException e) {
            LOG.warn("the upload of {} is left behind until its job ends: {}", key, e.toString());
        }
    }
}
