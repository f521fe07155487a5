package org.imagebuilder.queue.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A data key as it lies beside what it encrypts: encrypted itself, and bound to its place. Begins with a version and the
 * id of the key that encrypts it, so that SQL can tell which rows are under which key.
 */
final class WrappedKey {

    private static final byte VERSION = 1;

    private WrappedKey() {}

    static byte[] wrap(KeyRing.Key by, Column column, UUID row, SecretKey dataKey) {
        byte[] begin = begin(by);
        byte[] nonce = Aes.random(Aes.NONCE);
        try {
            byte[] wrapped = Aes.cipher(Cipher.ENCRYPT_MODE, by.secret(), nonce, column.place(row))
                    .doFinal(dataKey.getEncoded());
            return ByteBuffer.allocate(begin.length + nonce.length + wrapped.length)
                    .put(begin)
                    .put(nonce)
                    .put(wrapped)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt a key", e);
        }
    }

    static SecretKey unwrap(KeyRing keys, Column column, UUID row, byte[] wrapped) {
        KeyRing.Key by = keys.find(id -> isUnder(id, wrapped))
                .orElseThrow(() -> UnreadablePayloadException.withoutKey(column + " of " + row
                        + " is encrypted under the key " + idIn(wrapped) + ", which is not given"));
        int nonce = begin(by).length;
        try {
            Cipher cipher = Aes.cipher(
                    Cipher.DECRYPT_MODE,
                    by.secret(),
                    Arrays.copyOfRange(wrapped, nonce, nonce + Aes.NONCE),
                    column.place(row));
            int from = nonce + Aes.NONCE;
            return new SecretKeySpec(cipher.doFinal(wrapped, from, wrapped.length - from), KeyRing.AES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw UnreadablePayloadException.damaged(
                    column + " of " + row + " has a data key that was not written there, or not under this key "
                            + by.id(),
                    e);
        }
    }

    /** What all data keys begin with that are under this key. */
    static byte[] begin(KeyRing.Key by) {
        return begin(by.id());
    }

    static boolean isUnder(KeyRing.Key by, byte[] wrapped) {
        return isUnder(by.id(), wrapped);
    }

    private static boolean isUnder(String id, byte[] wrapped) {
        byte[] begin = begin(id);
        return wrapped.length > begin.length + Aes.NONCE
                && Arrays.equals(begin, 0, begin.length, wrapped, 0, begin.length);
    }

    private static byte[] begin(String id) {
        return ByteBuffer.allocate(2 + id.length())
                .put(VERSION)
                .put((byte) id.length())
                .put(Column.bytes(id))
                .array();
    }

    private static String idIn(byte[] wrapped) {
        int length = wrapped.length > 2 && wrapped[0] == VERSION ? wrapped[1] : -1;
        return length < 1 || length + 2 > wrapped.length
                ? "?"
                : new String(wrapped, 2, length, StandardCharsets.US_ASCII).replaceAll("[^A-Za-z0-9._-]", "?");
    }
}
