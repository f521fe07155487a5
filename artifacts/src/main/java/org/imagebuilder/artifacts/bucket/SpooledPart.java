package org.imagebuilder.artifacts.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The part of a file that comes in at the moment. It waits on the disk, since there may be hundreds of uploads at once,
 * most of them slow; the file has no name any more and is gone with the process.
 */
final class SpooledPart implements AutoCloseable {

    private final FileChannel file;
    private final int capacity;
    private int size;

    private SpooledPart(FileChannel file, int capacity) {
        this.file = file;
        this.capacity = capacity;
    }

    static SpooledPart open(int capacity) throws IOException {
        Path path = Files.createTempFile("image-builder-part-", null);
        return new SpooledPart(
                FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                capacity);
    }

    /** Takes as many bytes as there is room for, and tells how many. */
    int add(byte[] bytes, int from, int to) throws IOException {
        int taken = Math.min(to - from, capacity - size);
        ByteBuffer left = ByteBuffer.wrap(bytes, from, taken);
        while (left.hasRemaining()) {
            size += file.write(left, size);
        }
        return taken;
    }

    boolean isFull() {
        return size == capacity;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    /** To be sent; may be read several times, until the part is cleared. */
    RequestBody body() {
        return RequestBody.fromContentProvider(() -> new Content(size), size, "application/octet-stream");
    }

    private final class Content extends InputStream {

        private final int end;
        private int position;

        private Content(int end) {
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
            int read = file.read(ByteBuffer.wrap(buffer, offset, Math.min(wanted, end - position)), position);
            position += Math.max(0, read);
            return read;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
