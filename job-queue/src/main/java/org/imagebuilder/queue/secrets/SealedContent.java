package org.imagebuilder.queue.secrets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.secrets.Compression.Chunk;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteStreamWriter;

/**
 * Encrypted contents: a header, which is authenticated with each of the frames that follow. A frame has its length and
 * a chunk; its nonce tells its place and whether it is the last one, so that none can be moved or left out. Contents
 * that are not compressed are encrypted while they are sent.
 */
public final class SealedContent implements ByteStreamWriter {

    static final int HEADER = 2 + 16 + Integer.BYTES;
    static final byte VERSION = 1;
    static final byte AS_IT_IS = 0;
    static final byte COMPRESSED = 1;
    static final int SALT = 16;
    /** In a frame's length: its chunk is compressed. */
    static final int COMPRESSED_FRAME = 1 << 31;

    private final RawJson plain;
    private final @Nullable List<Chunk> chunks;
    private final byte[] header;
    private final SecretKey key;

    private SealedContent(RawJson plain, @Nullable List<Chunk> chunks, byte[] header, SecretKey key) {
        this.plain = plain;
        this.chunks = chunks;
        this.header = header;
        this.key = key;
    }

    static SealedContent of(RawJson plain, SecretKey dataKey, Column column) {
        List<Chunk> chunks = Compression.compress(plain.array(), plain.from(), plain.length());
        byte[] salt = Aes.random(SALT);
        byte[] header = ByteBuffer.allocate(HEADER)
                .put(VERSION)
                .put(chunks == null ? AS_IT_IS : COMPRESSED)
                .put(salt)
                .putInt(plain.length())
                .array();
        return new SealedContent(plain, chunks, header, Aes.derive(dataKey, salt, column.purpose()));
    }

    static byte[] nonce(int frame, boolean last, boolean compressed) {
        return ByteBuffer.allocate(Aes.NONCE)
                .putInt((last ? 1 : 0) | (compressed ? 2 : 0))
                .putLong(frame)
                .array();
    }

    /** Of the plain contents, in bytes. */
    public int plainLength() {
        return plain.length();
    }

    @Override
    public int getLength() {
        int frames = frames();
        long chunked = chunks == null
                ? plain.length()
                : chunks.stream().mapToLong(chunk -> chunk.bytes().length).sum();
        return Math.toIntExact(HEADER + (long) frames * (Integer.BYTES + Aes.TAG) + chunked);
    }

    private int frames() {
        return chunks == null ? Math.ceilDiv(plain.length(), Compression.CHUNK) : chunks.size();
    }

    @Override
    public void writeTo(ByteStreamTarget target) throws IOException {
        writeTo(target.getOutputStream());
    }

    private void writeTo(OutputStream out) throws IOException {
        out.write(header);
        int frames = frames();
        for (int i = 0; i < frames; i++) {
            boolean last = i == frames - 1;
            if (chunks == null) {
                int at = i * Compression.CHUNK;
                int length = Math.min(Compression.CHUNK, plain.length() - at);
                writeFrame(plain.array(), plain.from() + at, length, nonce(i, last, false), 0, out);
            } else {
                Chunk chunk = chunks.get(i);
                byte[] nonce = nonce(i, last, chunk.isCompressed());
                int mark = chunk.isCompressed() ? COMPRESSED_FRAME : 0;
                writeFrame(chunk.bytes(), 0, chunk.bytes().length, nonce, mark, out);
            }
        }
    }

    private void writeFrame(byte[] bytes, int from, int length, byte[] nonce, int mark, OutputStream out)
            throws IOException {
        try {
            byte[] encrypted =
                    Aes.cipher(Cipher.ENCRYPT_MODE, key, nonce, header).doFinal(bytes, from, length);
            out.write(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(encrypted.length | mark)
                    .array());
            out.write(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot encrypt", e);
        }
    }

    /** All of it; only for what is small. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(getLength());
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
