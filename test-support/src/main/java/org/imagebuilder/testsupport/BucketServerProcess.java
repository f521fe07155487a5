package org.imagebuilder.testsupport;

import java.io.IOException;

/** Runs the server's own program, and ends when the process that started it is gone. */
final class BucketServerProcess {

    private static final String PROGRAM = "org.gaul.s3proxy.Main";

    private BucketServerProcess() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().start(BucketServerProcess::endWithParent);
        Class.forName(PROGRAM).getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said on this line; its end is what counts
            }
        } catch (IOException _) {
            // as good as the end
        }
        Runtime.getRuntime().halt(0);
    }
}
