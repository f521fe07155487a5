package org.imagebuilder.composer.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The catalogue as it is stored: lists that point into each other by index, since most distributions differ little.
 *
 * @param patterns names that are valid without being listed, and how each is spelt properly
 * @param distributions name to index of its images
 * @param images per table: architecture to indexes of its types
 * @param optionSets lists of supported blueprint options
 * @param osTreeTypes names of the image types that are made of OSTree commits
 * @param osTreeTypesWithoutSource those of them that need a commit, and know no place to get it from
 * @param openScapProfiles lists of security profiles
 * @param limits the first whose pattern a distribution's name matches is its own
 */
record CatalogueFile(
        List<NamePattern> patterns,
        Map<String, Integer> distributions,
        List<Map<String, List<Integer>>> images,
        List<Type> types,
        @JsonProperty("option_sets") List<Set<String>> optionSets,
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

    record Type(
            String name,
            @Nullable List<String> aliases,
            String filename,
            List<String> exports,
            String boot,
            long size,
            List<String> payload,
            int options,
            @Nullable Set<String> required) {}

    static CatalogueFile read() {
        try (InputStream in = CatalogueFile.class.getResourceAsStream("/catalogue/catalogue.json")) {
            return JsonMapper.shared().readValue(in, CatalogueFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Per table: architecture, then image type by name and alias. Distributions that look alike share them. */
    List<Map<String, Map<String, ImageType>>> imageTables() {
        List<ImageType> built = types.stream().map(this::imageType).toList();
        return images.stream().map(table -> table(table, built)).toList();
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

    private Map<String, Map<String, ImageType>> table(Map<String, List<Integer>> table, List<ImageType> built) {
        Map<String, Map<String, ImageType>> byArchitecture = new HashMap<>();
        table.forEach((architecture, indexes) -> byArchitecture.put(architecture, byName(indexes, built)));
        return Map.copyOf(byArchitecture);
    }

    private Map<String, ImageType> byName(List<Integer> indexes, List<ImageType> built) {
        Map<String, ImageType> byName = new HashMap<>();
        for (int index : indexes) {
            ImageType type = built.get(index);
            byName.put(type.name(), type);
            List<String> aliases = types.get(index).aliases();
            if (aliases != null) {
                aliases.forEach(alias -> byName.putIfAbsent(alias, type));
            }
        }
        return Map.copyOf(byName);
    }

    private ImageType imageType(Type type) {
        return new ImageType(
                type.name(),
                type.filename(),
                type.exports(),
                BootMode.valueOf(type.boot().toUpperCase(Locale.ROOT)),
                type.size(),
                type.payload(),
                optionSets.get(type.options()),
                type.required() == null ? Set.of() : type.required());
    }
}
