package org.imagebuilder.queue.secrets;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.imagebuilder.queue.RawJson;

/** Decrypts contents; those that are not compressed in place, since there may be tens of MiB of them. */
final class OpenedContent {

    /** What LZ4 can make of a byte at most. */
    private static final int MOST_EXPANSION = 255;

    private final byte[] sealed;
    private final byte[] header;
    private final SecretKey key;
    private final byte[] scratch;
    private final byte[] plain;
    private final int length;

    private OpenedContent(byte[] sealed, SecretKey dataKey, Column column) {
        if (sealed.length < SealedContent.HEADER || sealed[0] != SealedContent.VERSION) {
            throw new IllegalArgumentException("it is in a form that this version does not know");
        }
        this.sealed = sealed;
        header = Arrays.copyOf(sealed, SealedContent.HEADER);
        key = Aes.derive(dataKey, Arrays.copyOfRange(sealed, 2, 2 + SealedContent.SALT), column.purpose());
        length = ByteBuffer.wrap(sealed).getInt(2 + SealedContent.SALT);
        boolean compressed = sealed[1] == SealedContent.COMPRESSED;
        if (length < 0 || length > (compressed ? (long) MOST_EXPANSION * sealed.length : sealed.length)) {
            throw new IllegalArgumentException("it has not the length that it is said to have");
        }
        scratch = new byte[Math.min(Compression.CHUNK, length)];
        plain = compressed ? new byte[length] : sealed;
    }

    /**
     * The contents.
     *
     * @param sealed is changed
     * @throws GeneralSecurityException if it is not what was encrypted with this key
     * @throws IllegalArgumentException if it is nothing that was ever encrypted
     */
    static RawJson of(byte[] sealed, SecretKey dataKey, Column column) throws GeneralSecurityException {
        return new OpenedContent(sealed, dataKey, column).read();
    }

    private RawJson read() throws GeneralSecurityException {
        int at = SealedContent.HEADER;
        int done = 0;
        for (int frame = 0; at < sealed.length; frame++) {
            int word = sealed.length - at < Integer.BYTES
                    ? 0
                    : ByteBuffer.wrap(sealed).getInt(at);
            int size = word & ~SealedContent.COMPRESSED_FRAME;
            at += Integer.BYTES;
            if (size < Aes.TAG || size - Aes.TAG > scratch.length || size > sealed.length - at) {
                throw new IllegalArgumentException("a part of it is missing");
            }
            done += open(at, size, frame, word < 0, done);
            at += size;
        }
        if (done != length) {
            throw new IllegalArgumentException("a part of it is missing");
        }
        return RawJson.in(plain, 0, length);
    }

    private int open(int at, int size, int frame, boolean compressed, int done) throws GeneralSecurityException {
        boolean last = at + size == sealed.length;
        int opened = Aes.cipher(Cipher.DECRYPT_MODE, key, SealedContent.nonce(frame, last, compressed), header)
                .doFinal(sealed, at, size, scratch, 0);
        if (compressed) {
            return Compression.decompress(scratch, opened, plain, done, length - done);
        }
        if (opened > length - done) {
            throw new IllegalArgumentException("there is more of it than there should be");
        }
        System.arraycopy(scratch, 0, plain, done, opened);
        return opened;
    }
}
