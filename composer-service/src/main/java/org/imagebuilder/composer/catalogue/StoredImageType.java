package org.imagebuilder.composer.catalogue;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line of the list of image types.
 *
 * @param boot in small letters
 * @param options index of a list of options
 * @param mime of the exported image
 * @param partitions index of a partition table
 * @param partitioning kind of the partition table, for images whose table is not known
 * @param iso see {@link ImageType#isoVariant}
 * @param ostree see {@link ImageType#ostreeVariant}
 */
record StoredImageType(
        String name,
        String filename,
        List<String> exports,
        String boot,
        long size,
        List<String> payload,
        int options,
        @Nullable List<String> aliases,
        @Nullable SequencedSet<String> required,
        String mime,
        @Nullable Integer partitions,
        @Nullable String partitioning,
        @Nullable String iso,
        @Nullable String ostree) {

    ImageType imageType(List<SequencedSet<String>> optionSets, List<JsonNode> partitionTables) {
        return new ImageType(
                name,
                aliases == null ? null : List.copyOf(aliases),
                filename,
                mime,
                List.copyOf(exports),
                BootMode.valueOf(boot.toUpperCase(Locale.ROOT)),
                size,
                List.copyOf(payload),
                Collections.unmodifiableSequencedSet(optionSets.get(options)),
                Collections.unmodifiableSequencedSet(required == null ? new LinkedHashSet<>() : required),
                partitions == null
                        ? new ImageType.Partitioning(partitioning == null ? "" : partitioning, null)
                        : partitioning(partitionTables.get(partitions)),
                iso,
                ostree);
    }

    private static ImageType.Partitioning partitioning(JsonNode table) {
        return new ImageType.Partitioning(table.path("type").asString(), table);
    }
}
