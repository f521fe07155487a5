package org.imagebuilder.composer.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A distribution as clients see it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record DistributionDetails(
        String id,
        String kind,
        String href,
        String name,
        String codename,
        String releasever,
        String osVersion,
        String modulePlatformId,
        String product,
        SortedMap<String, Architecture> architectures) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Architecture(String name, SortedMap<String, Image> imageTypes) {}

    /** Two members are left out where there is nothing to say, two others are null then; clients are used to it. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Image(
            String name,
            @Nullable List<String> aliases,
            String filename,
            String mimeType,
            String ostreeRef,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String isoLabel,

            long defaultSize,
            String partitionType,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode basePartitionTable,

            String bootMode,
            List<String> payloadPackageSets,
            List<String> exports,
            @Nullable SequencedSet<String> requiredBlueprintOptions,
            @Nullable SequencedSet<String> supportedBlueprintOptions) {}

    /** The part of it that the filter lets through; architectures of which it leaves no image are left out. */
    static DistributionDetails of(Distribution distribution, DetailsFilter filter) {
        SortedMap<String, Architecture> architectures = new TreeMap<>();
        distribution.images().forEach((architecture, types) -> {
            SortedMap<String, Image> images = images(distribution.release(), architecture, types.values(), filter);
            if (!images.isEmpty()) {
                architectures.put(architecture, new Architecture(architecture, images));
            }
        });
        Release release = distribution.release();
        return new DistributionDetails(
                distribution.name(),
                "DistributionDetails",
                ApiPaths.DISTRIBUTIONS + "/" + distribution.name(),
                distribution.name(),
                release.codename(),
                release.releasever(),
                release.osVersion(),
                release.modulePlatformId(),
                release.product(),
                architectures);
    }

    private static SortedMap<String, Image> images(
            Release release, String architecture, Collection<ImageType> types, DetailsFilter filter) {
        SortedMap<String, Image> images = new TreeMap<>();
        types.stream()
                .filter(type -> filter.accepts(architecture, type))
                .forEach(type -> images.put(type.name(), image(release, architecture, type)));
        return images;
    }

    private static Image image(Release release, String architecture, ImageType type) {
        return new Image(
                type.name(),
                type.aliases(),
                type.filename(),
                type.mimeType(),
                release.ostreeRef(type, architecture).orElse(""),
                release.isoLabel(type, architecture).orElse(null),
                type.defaultSize(),
                type.partitioning().type(),
                type.partitioning().table(),
                type.bootMode().name().toLowerCase(Locale.ROOT),
                type.payloadPackageSets(),
                type.exports(),
                nullIfEmpty(type.requiredOptions()),
                nullIfEmpty(type.supportedOptions()));
    }

    private static @Nullable SequencedSet<String> nullIfEmpty(SequencedSet<String> options) {
        return options.isEmpty() ? null : options;
    }
}
