package org.imagebuilder.http.answers;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.imagebuilder.http.pace.Pace;
import org.jspecify.annotations.Nullable;

/** Gives up on a client that takes its answer too slowly. The time until the first byte does not count. */
final class PacedOutput extends OutputStream {

    private static final int AT_ONCE = 64 * 1024;

    private final OutputStream out;
    private final Supplier<Pace> begin;
    private @Nullable Pace pace;
    private long written;

    PacedOutput(OutputStream out, Supplier<Pace> begin) {
        this.out = out;
        this.begin = begin;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (pace == null) {
            pace = begin.get();
        }
        int end = from + length;
        for (int next = from; next < end; next += AT_ONCE) {
            int part = Math.min(AT_ONCE, end - next);
            out.write(bytes, next, part);
            written += part;
            if (!pace.isKeptBy(written)) {
                throw new IOException("the client takes its answer too slowly");
            }
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
