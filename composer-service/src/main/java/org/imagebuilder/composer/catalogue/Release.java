package org.imagebuilder.composer.catalogue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release of a distribution says of itself.
 *
 * @param codename empty if it has none
 * @param releasever what package managers call the release
 * @param isoLabel of its discs, with {@code {arch}} and {@code {variant}} to be filled in
 * @param ostreeRef of its commits, likewise
 */
public record Release(
        String product,
        String codename,
        String osVersion,
        String releasever,
        String modulePlatformId,
        String isoLabel,
        String ostreeRef) {

    /** The label of the disc; empty for images that are none. */
    Optional<String> isoLabel(ImageType type, String architecture) {
        return filled(isoLabel, architecture, type.isoVariant());
    }

    /** The default reference of the commit; empty for images without one. */
    Optional<String> ostreeRef(ImageType type, String architecture) {
        return filled(ostreeRef, architecture, type.ostreeVariant());
    }

    private static Optional<String> filled(String template, String architecture, @Nullable String variant) {
        return Optional.ofNullable(variant)
                .map(v -> template.replace("{arch}", architecture).replace("{variant}", v));
    }
}
