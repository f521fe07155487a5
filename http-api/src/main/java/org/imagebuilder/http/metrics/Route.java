package org.imagebuilder.http.metrics;

import java.util.regex.Pattern;

/**
 * Where a request led: the path with its parameters still open, so that there are only so many.
 *
 * @param template parameters in braces, as in {@code /composes/{id}}
 */
public record Route(String template) {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}:]+)[^}]*}");

    /** With parameters by their names, as in {@code /composes/:id}. */
    String withNames() {
        return PARAMETER.matcher(template).replaceAll(":$1");
    }

    /** With parameters as dashes, as in {@code /composes/-}. */
    String withDashes() {
        return PARAMETER.matcher(template).replaceAll("-");
    }
}
