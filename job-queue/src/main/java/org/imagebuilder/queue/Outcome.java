package org.imagebuilder.queue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a result means, as far as the queue needs to know. The caller knows only a token and a result, not the job's
 * type, so it names the exceptions by type and the statement picks.
 *
 * @param digest small JSON for status queries, which then never read the whole result
 * @param failure null for a success
 * @param failureByType replaces a null {@code failure} for jobs of these types (without architecture)
 */
public record Outcome(String digest, @Nullable Failure failure, Map<String, Failure> failureByType) {

    public Outcome {
        failureByType = Map.copyOf(failureByType);
    }

    public static Outcome success(String digest) {
        return new Outcome(digest, null, Map.of());
    }

    public static Outcome failed(String digest, Failure failure) {
        return new Outcome(digest, failure, Map.of());
    }

    /** Without the digest, which may hold secrets. */
    @Override
    public String toString() {
        return "Outcome[" + failure + "]";
    }
}
