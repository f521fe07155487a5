package org.imagebuilder.capacity;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** As many bytes as wanted, of which no two megabytes within reach are the same. */
final class ImageBytes extends InputStream {

    private static final int BLOCK = 1 << 20;
    private static final byte[] BYTES = new byte[2 * BLOCK];

    static {
        new Random(1).nextBytes(BYTES);
    }

    private final long size;
    private long position;

    ImageBytes(long size) {
        this.size = size;
    }

    /** Whether these are the bytes of an image of this size, and no others. */
    static boolean isWhole(InputStream content, long size) throws IOException {
        byte[] found = new byte[64 * 1024];
        byte[] expected = new byte[found.length];
        ImageBytes whole = new ImageBytes(size);
        for (int read = content.read(found); read >= 0; read = content.read(found)) {
            if (whole.readNBytes(expected, 0, read) != read || !Arrays.equals(found, 0, read, expected, 0, read)) {
                return false;
            }
        }
        return whole.position == size;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("byte by byte would take for ever");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (position == size) {
            return length == 0 ? 0 : -1;
        }
        int inBlock = (int) (position % BLOCK);
        int now = (int) Math.min(Math.min(length, BLOCK - inBlock), size - position);
        // each block begins somewhere else
        System.arraycopy(BYTES, (int) (position / BLOCK % BLOCK) + inBlock, buffer, offset, now);
        position += now;
        return now;
    }
}
