package org.imagebuilder.standalone.stack;

import java.io.IOException;
import java.nio.file.Path;
import org.imagebuilder.embedded.Folders;

/** The folder of the web servers' temporary files, gone when they are. */
record Scratch(Path folder) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        // Tomcat remembers the first folder of a process, and makes it again for the next server.
        System.clearProperty("catalina.home");
        System.clearProperty("catalina.base");
        Folders.delete(folder);
    }
}
