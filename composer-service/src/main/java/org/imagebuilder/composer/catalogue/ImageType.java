package org.imagebuilder.composer.catalogue;

import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One kind of image of one distribution and architecture.
 *
 * @param name what workers call it
 * @param aliases what else it may be called; null or empty if nothing else, which clients see as it is here
 * @param filename of the exported image
 * @param exports osbuild pipelines, the first of which is the image
 * @param defaultSize bytes; 0 where an image of this kind has no size to choose
 * @param payloadPackageSets the package sets that additional repositories serve
 * @param supportedOptions dotted paths into the blueprint; each covers everything below it
 * @param requiredOptions dotted paths without which no image can be made
 * @param isoVariant part of the disc's label; null if the image is no disc
 * @param ostreeVariant part of the OSTree reference; null if the image holds no OSTree commit
 */
public record ImageType(
        String name,
        @Nullable List<String> aliases,
        String filename,
        String mimeType,
        List<String> exports,
        BootMode bootMode,
        long defaultSize,
        List<String> payloadPackageSets,
        SequencedSet<String> supportedOptions,
        SequencedSet<String> requiredOptions,
        Partitioning partitioning,
        @Nullable String isoVariant,
        @Nullable String ostreeVariant) {

    /**
     * How the image is divided before anybody's wishes.
     *
     * @param type {@code gpt} or {@code dos}; empty if the image has no partitions, or nobody knows
     * @param table as clients get to see it; null if there is none, or nobody knows
     */
    public record Partitioning(String type, @Nullable JsonNode table) {}

    /** Whether a blueprint may set something below this path, but not everything. */
    public boolean supportsPartOf(String option) {
        return !supports(option) && supportedOptions.stream().anyMatch(s -> s.startsWith(option + "."));
    }

    /** Whether a blueprint may set everything below this path. */
    public boolean supports(String option) {
        return supportedOptions.stream().anyMatch(s -> option.equals(s) || option.startsWith(s + "."));
    }

    /** Whether this is its name or one of its aliases. */
    public boolean isCalled(String nameOrAlias) {
        return name.equals(nameOrAlias) || (aliases != null && aliases.contains(nameOrAlias));
    }
}
