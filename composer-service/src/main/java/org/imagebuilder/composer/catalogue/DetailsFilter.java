package org.imagebuilder.composer.catalogue;

import java.util.List;
import org.springframework.util.MultiValueMap;

/**
 * Which part of a distribution a client wants to see. A list without elements wants everything.
 *
 * @param imageTypes names and aliases
 */
record DetailsFilter(List<String> imageTypes, List<String> architectures) {

    static DetailsFilter of(MultiValueMap<String, String> query) {
        return new DetailsFilter(
                query.getOrDefault("image_type", List.of()), query.getOrDefault("architecture", List.of()));
    }

    boolean accepts(String architecture, ImageType type) {
        return (architectures.isEmpty() || architectures.contains(architecture))
                && (imageTypes.isEmpty() || imageTypes.stream().anyMatch(type::isCalled));
    }
}
