package org.imagebuilder.artifacts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file's name that is safe to use in a folder: not empty, not hidden, without separators and control characters, and
 * at most 255 bytes in UTF-8.
 */
public record ArtifactName(String text) {

    private static final int LONGEST = 255;

    /** @throws IllegalArgumentException if the text is no such name */
    public ArtifactName {
        if (!isSafe(text)) {
            throw new IllegalArgumentException("not the name of an artifact");
        }
    }

    /** The name; empty if the text is none. */
    public static Optional<ArtifactName> read(String text) {
        return isSafe(text) ? Optional.of(new ArtifactName(text)) : Optional.empty();
    }

    /** Names with a dot in front belong to the store; among them are the folder itself and the one above. */
    private static boolean isSafe(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '.'
                && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && text.codePoints().allMatch(ArtifactName::isSafe);
    }

    /** What could not be decoded has become the replacement character, and would no longer be the name that was meant. */
    private static boolean isSafe(int codePoint) {
        return codePoint != '/'
                && codePoint != '\\'
                && codePoint != '\uFFFD'
                && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE;
    }
}
