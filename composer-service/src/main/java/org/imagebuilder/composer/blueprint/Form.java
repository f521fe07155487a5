package org.imagebuilder.composer.blueprint;

import java.util.Map;
import org.imagebuilder.composer.request.ComposeRequest;

/** In which of the two ways a request describes the system, and so what its members are called there. */
public enum Form {
    /** {@code customizations}: flat, with names of its own. */
    CUSTOMIZATIONS,
    /** {@code blueprint}: much like the blueprint itself. */
    BLUEPRINT;

    private static final String BELOW_CUSTOMIZATIONS = "customizations.";
    private static final Map<String, String> OTHER_NAMES =
            Map.of("user", "users", "group", "groups", "repositories", "custom_repositories");

    /** The form of a request; one that describes nothing has the first. */
    public static Form of(ComposeRequest request) {
        return request.blueprint() == null ? CUSTOMIZATIONS : BLUEPRINT;
    }

    /**
     * Where the request says what the blueprint says there.
     *
     * @param path dotted, into the blueprint, such as {@code customizations.kernel.append}
     * @return a JSON pointer into the request
     */
    public String pointer(String path) {
        if (this == BLUEPRINT) {
            return "/blueprint/" + path.replace('.', '/');
        }
        String own = path.startsWith(BELOW_CUSTOMIZATIONS) ? path.substring(BELOW_CUSTOMIZATIONS.length()) : path;
        return "/customizations/" + OTHER_NAMES.getOrDefault(own, own).replace('.', '/');
    }
}
