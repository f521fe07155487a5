package org.imagebuilder.composer.catalogue;

import java.util.Map;
import java.util.Optional;

/**
 * An operating system and what can be built of it.
 *
 * @param name the real name, never an alias
 * @param release facts that all its images share
 * @param images architecture, then image type by its name and by each of its aliases
 * @param limits what its images cannot have
 */
public record Distribution(String name, Release release, Map<String, Map<String, ImageType>> images, Limits limits) {

    public boolean hasArchitecture(String architecture) {
        return images.containsKey(architecture);
    }

    /** The image type a name or alias stands for. */
    public Optional<ImageType> imageType(String architecture, String name) {
        return Optional.ofNullable(images.getOrDefault(architecture, Map.of()).get(name));
    }
}
