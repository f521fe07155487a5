package org.imagebuilder.composer.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The catalogue as it is stored: lists that point into each other by index, since most distributions differ little. The
 * longer lists have files of their own.
 *
 * @param patterns names that are valid without being listed, and how each is spelt properly
 * @param distributions name to index of its images
 * @param images per table: architecture to indexes of its types
 * @param optionSets lists of supported blueprint options, in the order in which clients get to see them
 * @param osTreeTypes names of the image types that are made of OSTree commits
 * @param osTreeTypesWithoutSource those of them that need a commit, and know no place to get it from
 * @param openScapProfiles lists of security profiles
 * @param limits the first whose pattern a distribution's name matches is its own
 */
record CatalogueFile(
        List<NamePattern> patterns,
        Map<String, Integer> distributions,
        List<Map<String, List<Integer>>> images,
        @JsonProperty("option_sets") List<SequencedSet<String>> optionSets,
        @JsonProperty("ostree_types") Set<String> osTreeTypes,
        @JsonProperty("ostree_types_without_source") Set<String> osTreeTypesWithoutSource,
        @JsonProperty("openscap_profiles") List<Set<String>> openScapProfiles,
        List<LimitRule> limits) {

    record NamePattern(String pattern, String name) {}

    /**
     * @param openscap index of the profiles
     * @param noSwapOn architectures
     */
    record LimitRule(
            Pattern pattern,
            int openscap,
            @JsonProperty("no_swap_on") @Nullable Set<String> noSwapOn) {}

    static CatalogueFile read() {
        return read("catalogue", new TypeReference<>() {});
    }

    static List<Family> families() {
        return read("families", new TypeReference<>() {});
    }

    /** Per table: architecture, then image type by name and alias. Distributions that look alike share them. */
    List<Map<String, Map<String, ImageType>>> imageTables() {
        List<JsonNode> partitionTables = read("partition-tables", new TypeReference<>() {});
        List<StoredImageType> stored = read("types", new TypeReference<>() {});
        List<ImageType> types = stored.stream()
                .map(type -> type.imageType(optionSets, partitionTables))
                .toList();
        return images.stream().map(table -> table(table, types)).toList();
    }

    /** What images of a distribution cannot have. */
    Limits limitsOf(String standardName) {
        return limits.stream()
                .filter(rule -> rule.pattern().matcher(standardName).matches())
                .findFirst()
                .map(rule -> new Limits(
                        openScapProfiles.get(rule.openscap()),
                        rule.noSwapOn() == null ? Set.of() : rule.noSwapOn(),
                        osTreeTypes,
                        osTreeTypesWithoutSource))
                .orElseThrow(() -> new IllegalStateException("the catalogue has no limits for " + standardName));
    }

    private static Map<String, Map<String, ImageType>> table(Map<String, List<Integer>> table, List<ImageType> types) {
        Map<String, Map<String, ImageType>> byArchitecture = new HashMap<>();
        table.forEach((architecture, indexes) -> byArchitecture.put(architecture, byName(indexes, types)));
        return Map.copyOf(byArchitecture);
    }

    private static Map<String, ImageType> byName(List<Integer> indexes, List<ImageType> types) {
        Map<String, ImageType> byName = new HashMap<>();
        for (int index : indexes) {
            ImageType type = types.get(index);
            byName.put(type.name(), type);
            if (type.aliases() != null) {
                type.aliases().forEach(alias -> byName.putIfAbsent(alias, type));
            }
        }
        return Map.copyOf(byName);
    }

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream in = CatalogueFile.class.getResourceAsStream("/catalogue/" + file + ".json")) {
            return JsonMapper.shared().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
