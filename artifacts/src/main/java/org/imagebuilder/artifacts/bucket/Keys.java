package org.imagebuilder.artifacts.bucket;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagebuilder.artifacts.ArtifactName;
import org.imagebuilder.artifacts.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * Where things are in the bucket: files at {@code <job id>/<attempt>/<name>}, and at {@code <job id>/<attempt>/.published}
 * an empty object once they are the job's. In names, everything but ASCII letters, digits and {@code ._-} is percent-encoded:
 * servers differ in what else they bear.
 *
 * @param prefix in front of all of it
 */
record Keys(String prefix) {

    private static final Pattern KEY =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?:([1-9][0-9]{0,8})/)?.*", Pattern.DOTALL);
    private static final String PUBLISHED = ".published";

    /**
     * What a key says.
     *
     * @param attempt null for something of the job that this store did not put there
     */
    record Place(UUID job, @Nullable Attempt attempt) {}

    String of(Attempt attempt, ArtifactName name) {
        return of(attempt) + encoded(name.text());
    }

    /** What all keys of an attempt begin with. */
    String of(Attempt attempt) {
        return of(attempt.job()) + attempt.number() + "/";
    }

    /** What all keys of a job begin with. */
    String of(UUID job) {
        return prefix + job + "/";
    }

    String mark(Attempt attempt) {
        return of(attempt) + PUBLISHED;
    }

    /** No file can have such a name. */
    static boolean isMark(String key) {
        return key.endsWith("/" + PUBLISHED);
    }

    /** Whose a key is; empty if it is nobody's. */
    Optional<Place> read(String key) {
        if (!key.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher parts = KEY.matcher(key).region(prefix.length(), key.length());
        if (!parts.matches()) {
            return Optional.empty();
        }
        UUID job = UUID.fromString(parts.group(1));
        String number = parts.group(2);
        return Optional.of(new Place(job, number == null ? null : new Attempt(job, Integer.parseInt(number))));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
