package org.imagebuilder.standalone.worker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of files that do not exist: those of their names. */
final class Checksum {

    private Checksum() {}

    static String sha256(String file) {
        return of("SHA-256", file);
    }

    static String md5(String file) {
        return of("MD5", file);
    }

    private static String of(String algorithm, String file) {
        try {
            byte[] name = file.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
