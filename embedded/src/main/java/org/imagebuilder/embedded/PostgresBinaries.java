package org.imagebuilder.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the binaries are unpacked to, once per user.
 *
 * <p>Not the shared temporary folder, which is the wrapper's choice: there, another user of the machine could put other
 * programs in their place.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    static Path folder() throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path cache = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        Path own = cache.resolve("image-builder-composer");
        Files.createDirectories(own);
        // The wrapper opens the folder it unpacks into to everybody; this one around it keeps them out.
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectories(own.resolve("postgres"));
    }
}
