package org.imagebuilder.artifacts;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * A file to read.
 *
 * @param size in bytes
 */
public record Artifact(long size, SeekableByteChannel content) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        content.close();
    }
}
