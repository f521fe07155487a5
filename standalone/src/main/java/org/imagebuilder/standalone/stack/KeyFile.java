package org.imagebuilder.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that secrets in a data folder are encrypted with; made once, and for its owner's eyes only. */
final class KeyFile {

    private static final String NAME = "keys";
    private static final int KEY_BYTES = 32;

    private KeyFile() {}

    /** The file in a folder, which gets one if it has none. */
    static Path in(Path data) {
        Path file = data.resolve(NAME);
        if (Files.exists(file)) {
            return file;
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            // complete from the moment on at which it has its name
            Path made = Files.createTempFile(
                    data,
                    NAME,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(made, "first:" + Base64.getEncoder().encodeToString(key) + "\n");
            return Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a key in " + file, e);
        }
    }
}
