package org.imagebuilder.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the server writes what it has to say: a file, since a pipe would break when this process is killed. */
final class PostgresLog {

    private static final String NAME = "postgres.log";

    private PostgresLog() {}

    static Redirect appendTo(Path root) {
        return Redirect.appendTo(root.resolve(NAME).toFile());
    }

    /** The server's own last complaint, or else what the attempt to start it ended with. */
    static String lastError(Path root, Exception failure) {
        try (Stream<String> lines = Files.lines(root.resolve(NAME))) {
            return lines.filter(line -> line.contains("FATAL:") || line.contains("error:"))
                    .reduce((earlier, later) -> later)
                    .orElse(String.valueOf(failure.getMessage()));
        } catch (IOException | UncheckedIOException unreadable) {
            return String.valueOf(failure.getMessage());
        }
    }
}
