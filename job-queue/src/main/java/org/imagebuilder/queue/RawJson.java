package org.imagebuilder.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteStreamWriter;

/**
 * JSON in UTF-8 as it came from a worker or from the database. Results may have tens of MiB, so this is a part of the
 * array it arrived in, which nobody must change, and not a copy.
 */
public final class RawJson {

    private final byte[] bytes;
    private final int from;
    private final int length;

    private RawJson(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    public static RawJson of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length);
    }

    /** A part of an array; not a copy. */
    public static RawJson in(byte[] bytes, int from, int length) {
        return new RawJson(bytes, from, length);
    }

    static @Nullable RawJson stored(byte @Nullable [] bytes) {
        return bytes == null ? null : new RawJson(bytes, 0, bytes.length);
    }

    /** The array that it is a part of. */
    public byte[] array() {
        return bytes;
    }

    /** Where it begins in the array. */
    public int from() {
        return from;
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, from, length);
    }

    /** A copy of nothing else but this; only for what is small. */
    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** As a parameter of type bytea, sent from the array itself. */
    ByteStreamWriter parameter() {
        return new ByteStreamWriter() {
            @Override
            public int getLength() {
                return length;
            }

            @Override
            public void writeTo(ByteStreamTarget target) throws IOException {
                target.getOutputStream().write(bytes, from, length);
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawJson that
                && Arrays.equals(bytes, from, from + length, that.bytes, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** The text; a copy. */
    public String text() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** How much it is: what it says may be secret. */
    @Override
    public String toString() {
        return "JSON of " + length + " bytes";
    }
}
