package org.imagebuilder.standalone;

import java.io.Closeable;
import java.io.IOException;

/** Closes something once: when its owner is done with it, or else when the process is told to end. */
final class AtExit implements Closeable {

    private final Closeable owned;
    private final Thread hook = new Thread(this::closeQuietly, "stop");
    private boolean closed;

    private AtExit(Closeable owned) {
        this.owned = owned;
    }

    static AtExit close(Closeable owned) {
        var atExit = new AtExit(owned);
        Runtime.getRuntime().addShutdownHook(atExit.hook);
        return atExit;
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException processIsEnding) {
            // The hook runs already, or is about to; whoever comes first closes.
        }
        closeOnce();
    }

    private synchronized void closeOnce() throws IOException {
        if (!closed) {
            closed = true;
            owned.close();
        }
    }

    private void closeQuietly() {
        try {
            closeOnce();
        } catch (IOException | RuntimeException failure) {
            System.err.println("imagebuilder: could not stop cleanly: " + failure.getMessage());
        }
    }
}
