package org.imagebuilder.composer.repositories;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A package repository as workers read it. Absent flags are left to the worker, which is not the same as false.
 *
 * @param rhsm true or null
 * @param imageTypeTags the image types it is for; empty for all
 * @param packageSets the package sets it serves; empty for all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Repository(
        @Nullable String name,
        List<String> baseurls,
        @Nullable String metalink,
        @Nullable String mirrorlist,
        List<String> gpgkeys,
        @Nullable Boolean checkGpg,
        @Nullable Boolean checkRepoGpg,
        @Nullable Boolean ignoreSsl,
        @Nullable String metadataExpire,
        @Nullable Boolean moduleHotfixes,
        @Nullable Boolean rhsm,
        List<String> imageTypeTags,
        List<String> packageSets) {

    public Repository {
        baseurls = List.copyOf(baseurls);
        gpgkeys = List.copyOf(gpgkeys);
        imageTypeTags = List.copyOf(imageTypeTags);
        packageSets = List.copyOf(packageSets);
    }

    boolean servesAllImages() {
        return imageTypeTags.isEmpty();
    }

    /** @param imageType the catalogue's name; aliases do not count */
    boolean serves(String imageType) {
        return servesAllImages() || imageTypeTags.contains(imageType);
    }

    /** The same, for these package sets only. */
    Repository withPackageSets(List<String> sets) {
        return new Repository(
                name,
                baseurls,
                metalink,
                mirrorlist,
                gpgkeys,
                checkGpg,
                checkRepoGpg,
                ignoreSsl,
                metadataExpire,
                moduleHotfixes,
                rhsm,
                imageTypeTags,
                sets);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Repository[...]";
    }
}
