package org.imagebuilder.composer.blueprint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Paths in the system to be built. */
public final class AbsolutePath {

    private static final int LONGEST = 4096; // bytes; the kernel knows no longer ones

    private AbsolutePath() {}

    /** What is wrong with a path that is to be written in the one proper way; empty if nothing is. */
    public static Optional<String> problem(String path) {
        if (path.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (path.length() > LONGEST || path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of("longer than " + LONGEST + " bytes");
        }
        if (!path.startsWith("/")) {
            return Optional.of("must be an absolute path, " + path + " is not");
        }
        if (path.equals("/")) {
            return Optional.empty();
        }
        if (path.endsWith("/")) {
            return Optional.of("must not end with a slash, " + path + " does");
        }
        boolean proper = Arrays.stream(path.substring(1).split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        return proper ? Optional.empty() : Optional.of("must have no empty parts, . or .., as in " + path);
    }

    /** Whether a path is this folder, or somewhere below it. */
    public static boolean isWithin(String path, String folder) {
        return folder.equals("/") || path.equals(folder) || path.startsWith(folder + "/");
    }
}
