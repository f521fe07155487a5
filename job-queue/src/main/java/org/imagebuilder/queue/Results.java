package org.imagebuilder.queue;

import java.util.Optional;
import java.util.UUID;

/** Takes what workers report. */
@SuppressWarnings("DoNotCallSuggester")
public final class Results {

    /**
     * Stores a partial result; the next one, or the final one, replaces it.
     *
     * @param partial any JSON
     * @param digest small JSON for status queries
     * @return false if the token stands for no running job; nothing is stored then
     */
    public boolean progress(UUID token, String partial, String digest) {
        throw new UnsupportedOperationException(token + partial + digest);
    }

    /**
     * Finishes a running job.
     *
     * @param result any JSON
     * @return empty if the token stands for no running job; nothing is stored then
     */
    public Optional<Publication> finish(UUID token, String result, Outcome outcome) {
        throw new UnsupportedOperationException(token + result + outcome);
    }
}
