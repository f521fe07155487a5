package org.imagebuilder.testsupport;

import java.util.Locale;

/** What the servers of the tests run on. */
enum Backend {
    TESTCONTAINERS,
    EMBEDDED;

    static final String PROPERTY = "imagebuilder.test.backend";
    private static final String ENVIRONMENT = "IMAGEBUILDER_TEST_BACKEND";

    private static final class Chosen {
        static final Backend BACKEND = choose();
    }

    /** The same for all servers of a run. */
    static Backend chosen() {
        return Chosen.BACKEND;
    }

    private static Backend choose() {
        String wanted = System.getProperty(PROPERTY, System.getenv(ENVIRONMENT));
        return wanted == null || wanted.isBlank() ? detect(DockerEngine.answers()) : named(wanted);
    }

    static Backend detect(boolean dockerAnswers) {
        return dockerAnswers ? TESTCONTAINERS : EMBEDDED;
    }

    static Backend named(String wanted) {
        return switch (wanted.strip().toLowerCase(Locale.ROOT)) {
            case "testcontainers" -> TESTCONTAINERS;
            case "embedded" -> EMBEDDED;
            default ->
                throw new IllegalArgumentException(
                        PROPERTY + " must be embedded or testcontainers, not '" + wanted + "'");
        };
    }

    /** For servers that need to be stopped when the JVM ends. */
    static void stopAtExit(String name, Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop-" + name));
    }
}
