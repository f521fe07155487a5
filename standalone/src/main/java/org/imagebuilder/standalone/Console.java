package org.imagebuilder.standalone;

import java.io.PrintStream;
import java.io.PrintWriter;

/** Where a command prints: results to one stream, everything else to the other. */
record Console(PrintStream out, PrintStream err) {

    PrintWriter outWriter() {
        return new PrintWriter(out, true, out.charset());
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, err.charset());
    }
}
