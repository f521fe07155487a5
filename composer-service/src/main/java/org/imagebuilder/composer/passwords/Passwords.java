package org.imagebuilder.composer.passwords;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.apache.commons.codec.digest.Sha2Crypt;

/** Makes of a password what the system to be built compares it with. */
public final class Passwords {

    private static final String SHA_512 = "$6$";
    private static final List<String> HASHED = List.of("$2b$", SHA_512, "$5$");
    private static final String SALT = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./";
    private static final int SALT_LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** Whether it can be seen by anybody, because it is what somebody hashed before. */
    public static boolean isHashed(String password) {
        return HASHED.stream().anyMatch(password::startsWith);
    }

    /** The hash of a password, by SHA-512-crypt; one that is hashed already stays as it is. */
    public static String hashed(String password) {
        if (isHashed(password)) {
            return password;
        }
        StringBuilder salt = new StringBuilder(SHA_512);
        RANDOM.ints(SALT_LENGTH, 0, SALT.length()).forEach(i -> salt.append(SALT.charAt(i)));
        return Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8), salt.toString());
    }
}
