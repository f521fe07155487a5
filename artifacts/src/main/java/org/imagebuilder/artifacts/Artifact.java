package org.imagebuilder.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** A file to read, as it was when it was opened. */
public interface Artifact extends AutoCloseable {

    /** In bytes. */
    long size();

    /** When it was written. */
    Instant written();

    /** Another one for each content that the file has had; letters, digits and dashes. */
    String version();

    /**
     * Some of its bytes; to be closed. Closed early, it costs nothing any more.
     *
     * @param from the first, counted from 0
     * @param length no more than there are from there on
     */
    InputStream read(long from, long length) throws IOException;

    @Override
    void close() throws IOException;
}
