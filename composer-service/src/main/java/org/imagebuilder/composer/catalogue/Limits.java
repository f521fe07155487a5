package org.imagebuilder.composer.catalogue;

import java.util.Set;

/**
 * What images of a distribution cannot have, beyond the options of their type.
 *
 * @param openScapProfiles the security profiles that can be applied
 * @param architecturesWithoutSwap where swap space cannot be made for it
 * @param osTreeTypes image types that are made of OSTree commits
 * @param osTreeTypesWithoutSource those of them that need a commit, and know no place to get it from
 */
public record Limits(
        Set<String> openScapProfiles,
        Set<String> architecturesWithoutSwap,
        Set<String> osTreeTypes,
        Set<String> osTreeTypesWithoutSource) {

    public Limits {
        openScapProfiles = Set.copyOf(openScapProfiles);
        architecturesWithoutSwap = Set.copyOf(architecturesWithoutSwap);
        osTreeTypes = Set.copyOf(osTreeTypes);
        osTreeTypesWithoutSource = Set.copyOf(osTreeTypesWithoutSource);
    }

    public boolean isOsTree(ImageType type) {
        return osTreeTypes.contains(type.name());
    }
}
