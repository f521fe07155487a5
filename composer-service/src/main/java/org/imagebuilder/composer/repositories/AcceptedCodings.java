package org.imagebuilder.composer.repositories;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about the codings that an answer may come in.
 *
 * @param welcome whether it takes each one it names
 */
record AcceptedCodings(Map<String, Boolean> welcome) {

    private static final Pattern CODING =
            Pattern.compile("\\s*(?<name>[^\\s;]+)\\s*(;\\s*q\\s*=\\s*(?<quality>[0-9.]+)\\s*)?");
    private static final Pattern ZERO = Pattern.compile("0(\\.0*)?");

    /** @param header {@code Accept-Encoding}; who sends none gets the plain text */
    static AcceptedCodings in(@Nullable String header) {
        Map<String, Boolean> welcome = new HashMap<>();
        for (String part : header == null ? new String[0] : header.split(",", -1)) {
            Matcher coding = CODING.matcher(part);
            if (coding.matches()) {
                String quality = coding.group("quality");
                welcome.put(
                        coding.group("name").toLowerCase(Locale.ROOT),
                        quality == null || !ZERO.matcher(quality).matches());
            }
        }
        return new AcceptedCodings(welcome);
    }

    /** Whether this coding may be used, by its own name or else by that of all others. */
    boolean include(String coding) {
        return welcome.getOrDefault(coding, welcome.getOrDefault("*", false));
    }
}
