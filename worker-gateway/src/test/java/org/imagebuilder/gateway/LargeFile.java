package org.imagebuilder.gateway;

import java.io.InputStream;

/** Zeros without end in sight, and a look at the memory in the middle. */
final class LargeFile extends InputStream {

    private final long size;
    private long read;
    private long heapInTheMiddle = -1;

    LargeFile(long size) {
        this.size = size;
    }

    /** Bytes of the heap that are in use. */
    static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    long heapInTheMiddle() {
        return heapInTheMiddle;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("byte by byte would take for ever");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int now = (int) Math.min(length, size - read);
        read += now;
        if (heapInTheMiddle < 0 && read > size / 2) {
            heapInTheMiddle = heap();
        }
        return now == 0 ? -1 : now;
    }
}
