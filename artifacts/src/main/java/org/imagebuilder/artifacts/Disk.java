package org.imagebuilder.artifacts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What makes changes survive a power failure. */
final class Disk {

    private Disk() {}

    /** Makes the names in a folder durable, as syncing a file makes its content. */
    static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
