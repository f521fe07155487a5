package org.imagebuilder.artifacts.bucket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads a range of an object. Servers close connections that nobody reads from for a while, as happens when the reader
 * passes the bytes on to somebody slow; then it asks again for the rest, of the same content.
 */
final class ObjectStream extends InputStream {

    private static final int FAILURES_IN_A_ROW = 3;

    private final Bucket bucket;
    private final String key;
    private final String etag;
    private final long end;
    private long position;
    private int failures;
    private @Nullable ResponseInputStream<GetObjectResponse> content;

    /** @param end behind the last byte to read */
    ObjectStream(Bucket bucket, String key, String etag, long position, long end) {
        this.bucket = bucket;
        this.key = key;
        this.etag = etag;
        this.position = position;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (position == end) {
            return -1;
        }
        while (true) {
            ResponseInputStream<GetObjectResponse> from = content;
            if (from == null) {
                from = bucket.get(key, etag, position, end - 1);
                content = from;
            }
            try {
                int read = from.read(buffer, offset, (int) Math.min(wanted, end - position));
                if (read < 0) {
                    throw new EOFException("the server stopped at byte " + position + " of " + end);
                }
                position += read;
                failures = 0;
                return read;
            } catch (IOException e) {
                close();
                failures++;
                if (failures == FAILURES_IN_A_ROW) {
                    throw e;
                }
            }
        }
    }

    /** Does not read what is left, as closing the content would. */
    @Override
    public void close() {
        if (content != null) {
            content.abort();
            content = null;
        }
    }
}
