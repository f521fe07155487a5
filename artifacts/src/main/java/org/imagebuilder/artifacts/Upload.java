package org.imagebuilder.artifacts;

import java.io.IOException;

/** A file on its way in. Nobody sees it before it is committed; closed without that, it leaves nothing behind. */
public interface Upload extends AutoCloseable {

    /** Appends the first {@code length} bytes. */
    void write(byte[] bytes, int length) throws IOException;

    /** Puts the whole file under its name, in place of an earlier one. It survives a power failure then. */
    void commit() throws IOException;

    @Override
    void close();
}
