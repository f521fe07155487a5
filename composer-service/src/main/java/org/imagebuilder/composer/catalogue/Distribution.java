package org.imagebuilder.composer.catalogue;

import java.util.Map;
import java.util.Optional;
import org.imagebuilder.composer.errors.ComposerError;

/**
 * An operating system and what can be built of it.
 *
 * @param name the real name, never an alias
 * @param release facts that all its images share
 * @param images architecture, then image type by its name and by each of its aliases
 * @param limits what its images cannot have
 */
public record Distribution(String name, Release release, Map<String, Map<String, ImageType>> images, Limits limits) {

    /**
     * Checks what a client asks for.
     *
     * @throws org.imagebuilder.http.errors.ApiException if there are no images for this architecture
     */
    public void requireArchitecture(String architecture) {
        if (!images.containsKey(architecture)) {
            throw ComposerError.UNKNOWN_ARCHITECTURE.because(name + " has no " + architecture);
        }
    }

    /**
     * What clients mean by a type.
     *
     * @throws org.imagebuilder.http.errors.ApiException if there are no such images
     */
    public ImageType requireImageType(String architecture, ApiImageType type) {
        return imageType(architecture, type.catalogueName())
                .orElseThrow(() -> ComposerError.UNKNOWN_IMAGE_TYPE.because(
                        name + " has no " + type.wireName() + " for " + architecture));
    }

    /** The image type a name or alias stands for. */
    public Optional<ImageType> imageType(String architecture, String name) {
        return Optional.ofNullable(images.getOrDefault(architecture, Map.of()).get(name));
    }
}
