package org.imagebuilder.composer.blueprint.fitting;

import java.math.BigInteger;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.catalogue.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * What a blueprint is to be built into.
 *
 * @param size bytes; null and 0 stand for the usual size
 */
public record Image(
        Distribution distribution,
        String architecture,
        ImageType type,
        @Nullable BigInteger size) {

    boolean isOsTree() {
        return distribution.limits().isOsTree(type);
    }
}
