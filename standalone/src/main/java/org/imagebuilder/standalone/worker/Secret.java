package org.imagebuilder.standalone.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What nobody may read in a log or in a list of processes: it comes from a file and prints as stars. */
public record Secret(String value) {

    /** The file's content without blanks and line breaks around it. */
    public static Secret in(Path file) throws IOException {
        return new Secret(Files.readString(file).strip());
    }

    @Override
    public String toString() {
        return "***";
    }
}
