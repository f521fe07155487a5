package org.imagebuilder.composer.errors;

/** Collects what is wrong with a part of a request, so that one answer can name it all. */
public final class Problems {

    /** Answers are shorter than this, so more need not be remembered. */
    private static final int ENOUGH = 2000;

    private final StringBuilder found = new StringBuilder();

    /**
     * Remembers a problem.
     *
     * @param at JSON pointer into the request
     */
    public void add(String at, String problem) {
        if (found.length() < ENOUGH) {
            found.append(found.isEmpty() ? "#" : "; #").append(at).append(": ").append(problem);
        }
    }

    /** Ends the request if there was a problem. */
    public void raise(ComposerError error) {
        if (!found.isEmpty()) {
            throw error.because(found.toString());
        }
    }
}
