package org.imagebuilder.queue.secrets;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/** The algorithms: AES-256 in Galois/Counter Mode, and HKDF with SHA-256. */
final class Aes {

    static final int KEY = 32;
    static final int NONCE = 12;
    static final int TAG = 16;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String KDF_NAME = "HKDF-SHA256";
    /** Found once: to ask all providers each time takes longer than to encrypt something short. */
    private static final Provider CIPHERS;

    private static final Provider KDFS;

    static {
        try {
            CIPHERS = Cipher.getInstance(CIPHER).getProvider();
            KDFS = Security.getProvider(KDF.getInstance(KDF_NAME).getProviderName());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has this", e);
        }
    }

    private Aes() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER, CIPHERS);
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    static SecretKey derive(SecretKey from, byte[] salt, byte[] purpose) {
        try {
            return KDF.getInstance(KDF_NAME, KDFS)
                    .deriveKey(
                            KeyRing.AES,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(from)
                                    .addSalt(salt)
                                    .thenExpand(purpose, KEY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has this", e);
        }
    }
}
