package org.imagebuilder.http.answers;

import java.io.IOException;

/**
 * An answer that is too large to be in memory as a whole. Controllers return it, and it is written afterwards. What goes
 * wrong before much is written becomes an error like any other; later, the connection is cut, so that nobody takes a part
 * for the whole.
 */
@FunctionalInterface
public interface StreamedJson {

    /** Writes one value. */
    void writeTo(JsonOutput out) throws IOException;
}
