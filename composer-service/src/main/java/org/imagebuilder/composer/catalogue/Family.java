package org.imagebuilder.composer.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What all releases of a distribution have in common. The texts may hold {@code {major}} and {@code {minor}}, which the
 * release's name gives, and the last two also {@code {arch}} and {@code {variant}}.
 *
 * @param names pattern of the releases' names with a group {@code major} and, where there is such a thing, {@code minor}
 */
record Family(
        Pattern names,
        String product,
        @Nullable String codename,
        @JsonProperty("os_version") String osVersion,
        String releasever,
        String platform,
        @JsonProperty("iso_label") @Nullable String isoLabel,
        @JsonProperty("ostree_ref") @Nullable String ostreeRef) {

    /** What workers call the minor version of a release without one. */
    private static final String NO_MINOR = "-1";

    /** The release of this name, if it is one of this family. */
    Optional<Release> release(String name) {
        Matcher matcher = names.matcher(name);
        return matcher.matches()
                ? Optional.of(new Release(
                        product,
                        filled(codename, matcher),
                        filled(osVersion, matcher),
                        filled(releasever, matcher),
                        filled(platform, matcher),
                        filled(isoLabel, matcher),
                        filled(ostreeRef, matcher)))
                : Optional.empty();
    }

    private String filled(@Nullable String template, Matcher name) {
        return template == null
                ? ""
                : template.replace("{major}", name.group("major")).replace("{minor}", minor(name));
    }

    private String minor(Matcher name) {
        String minor = names.namedGroups().containsKey("minor") ? name.group("minor") : null;
        return minor == null ? NO_MINOR : minor;
    }
}
