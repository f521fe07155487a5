package org.imagebuilder.queue.secrets;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;

/** Encrypts what goes into the database, each with a data key of its own, and decrypts what comes out. */
public final class Vault {

    /** Encrypts nothing, and cannot read what others have encrypted. */
    public static final Vault OPEN = new Vault(KeyRing.EMPTY);

    private static final byte[] NO_SALT = {};

    private final KeyRing keys;

    public Vault(KeyRing keys) {
        this.keys = keys;
    }

    /** Whether what is written is encrypted. */
    public boolean encrypts() {
        return !keys.isEmpty();
    }

    public Sealed seal(Column column, UUID row, RawJson plain) {
        SecretKey dataKey = new SecretKeySpec(Aes.random(Aes.KEY), KeyRing.AES);
        return new Sealed(
                WrappedKey.wrap(keys.active(), column, row, dataKey), SealedContent.of(plain, dataKey, column));
    }

    /**
     * Encrypts what a worker reports.
     *
     * @param job whose row it is for
     */
    public SealedReport seal(UUID job, RawJson result, RawJson digest) {
        SecretKey dataKey = new SecretKeySpec(Aes.random(Aes.KEY), KeyRing.AES);
        return report(WrappedKey.wrap(keys.active(), Column.RESULT, job, dataKey), null, dataKey, result, digest);
    }

    /**
     * Encrypts what a worker reports, for the row that {@link #reportKey} was made for.
     *
     * @param token all that is known of the job when a worker reports
     */
    public SealedReport sealReport(UUID token, RawJson result, RawJson digest) {
        return report(null, WrappedKey.begin(keys.active()), keyOf(token), result, digest);
    }

    private static SealedReport report(
            byte @Nullable [] key, byte @Nullable [] begin, SecretKey dataKey, RawJson result, RawJson digest) {
        return new SealedReport(
                key,
                begin,
                SealedContent.of(result, dataKey, Column.RESULT),
                SealedContent.of(digest, dataKey, Column.DIGEST));
    }

    /**
     * The data key of what the holder of a token will report, bound to its job. Whoever takes the report makes the same
     * key of the token, without knowing the job.
     */
    public Optional<byte[]> reportKey(UUID job, UUID token) {
        return encrypts()
                ? Optional.of(WrappedKey.wrap(keys.active(), Column.RESULT, job, keyOf(token)))
                : Optional.empty();
    }

    private SecretKey keyOf(UUID token) {
        return Aes.derive(keys.active().secret(), NO_SALT, Column.bytes("report/" + token));
    }

    /**
     * Decrypts.
     *
     * @param content is changed
     * @throws UnreadablePayloadException if the key is missing, or it was not written there
     */
    public RawJson open(Column column, UUID row, byte @Nullable [] key, byte[] content) {
        if (key == null) {
            throw UnreadablePayloadException.damaged(column + " of " + row + " has lost its data key", null);
        }
        SecretKey dataKey = WrappedKey.unwrap(keys, column, row, key);
        try {
            return OpenedContent.of(content, dataKey, column);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw UnreadablePayloadException.damaged(column + " of " + row + " is not what was written there", e);
        }
    }

    /** The data key under the active key; empty if it is already. */
    public Optional<byte[]> underActive(Column column, UUID row, byte @Nullable [] key) {
        return key == null || WrappedKey.isUnder(keys.active(), key)
                ? Optional.empty()
                : Optional.of(WrappedKey.wrap(keys.active(), column, row, WrappedKey.unwrap(keys, column, row, key)));
    }
}
