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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The catalogue as it is stored: lists that point into each other by index, since most distributions differ little.
 *
 * @param patterns names that are valid without being listed, and how each is spelt properly
 * @param distributions name to index of its images
 * @param images per table: architecture to indexes of its types
 * @param optionSets lists of supported blueprint options
 */
record CatalogueFile(
        List<NamePattern> patterns,
        Map<String, Integer> distributions,
        List<Map<String, List<Integer>>> images,
        List<Type> types,
        @JsonProperty("option_sets") List<Set<String>> optionSets) {

    record NamePattern(String pattern, String name) {}

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
