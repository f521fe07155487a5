package org.imagebuilder.queue.secrets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * Makes contents small before they are encrypted, since the database could not any more. They are cut into chunks, and
 * what would not become half as large stays as it is, so that nobody ever has it in memory twice.
 */
final class Compression {

    static final int CHUNK = 256 * 1024;

    private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();

    private Compression() {}

    /** A chunk, compressed or as it was. */
    static final class Chunk {

        private final byte[] bytes;
        private final boolean compressed;

        Chunk(byte[] bytes, boolean compressed) {
            this.bytes = bytes;
            this.compressed = compressed;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean isCompressed() {
            return compressed;
        }
    }

    /** Null if it is not worth it. */
    static @Nullable List<Chunk> compress(byte[] bytes, int from, int length) {
        List<Chunk> chunks = new ArrayList<>();
        byte[] scratch = new byte[COMPRESSOR.maxCompressedLength(Math.min(CHUNK, length))];
        long size = 0;
        for (int at = 0; at < length; at += CHUNK) {
            int plain = Math.min(CHUNK, length - at);
            int small = COMPRESSOR.compress(bytes, from + at, plain, scratch, 0, scratch.length);
            Chunk chunk = small < plain
                    ? new Chunk(Arrays.copyOf(scratch, small), true)
                    : new Chunk(Arrays.copyOfRange(bytes, from + at, from + at + plain), false);
            chunks.add(chunk);
            size += chunk.bytes.length;
            if (size > length / 2) {
                return null;
            }
        }
        return chunks;
    }

    /** The number of bytes it has become. */
    static int decompress(byte[] compressed, int length, byte[] into, int at, int most) {
        try {
            return DECOMPRESSOR.decompress(compressed, 0, length, into, at, most);
        } catch (LZ4Exception e) {
            throw new IllegalArgumentException("not compressed by this program", e);
        }
    }
}
