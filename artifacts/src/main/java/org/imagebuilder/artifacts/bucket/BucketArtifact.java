package org.imagebuilder.artifacts.bucket;

import java.io.InputStream;
import java.time.Instant;
import org.imagebuilder.artifacts.Artifact;

/**
 * An object, of which nothing is read before it is asked for.
 *
 * @param etag the server's name of its content
 */
record BucketArtifact(Bucket bucket, String key, String etag, long size, Instant written) implements Artifact {

    @Override
    public String version() {
        return etag.replaceAll("[^0-9A-Za-z-]", "");
    }

    @Override
    public InputStream read(long from, long length) {
        return new ObjectStream(bucket, key, etag, from, from + length);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
