package org.imagebuilder.composer.catalogue;

import java.util.List;
import java.util.Set;

/**
 * One kind of image of one distribution and architecture.
 *
 * @param name what workers call it
 * @param filename of the exported image
 * @param exports osbuild pipelines, the first of which is the image
 * @param defaultSize bytes; 0 where an image of this kind has no size to choose
 * @param payloadPackageSets the package sets that additional repositories serve
 * @param supportedOptions dotted paths into the blueprint; each covers everything below it
 * @param requiredOptions dotted paths without which no image can be made
 */
public record ImageType(
        String name,
        String filename,
        List<String> exports,
        BootMode bootMode,
        long defaultSize,
        List<String> payloadPackageSets,
        Set<String> supportedOptions,
        Set<String> requiredOptions) {

    public ImageType {
        exports = List.copyOf(exports);
        payloadPackageSets = List.copyOf(payloadPackageSets);
        supportedOptions = Set.copyOf(supportedOptions);
        requiredOptions = Set.copyOf(requiredOptions);
    }

    /** Whether a blueprint may set something below this path, but not everything. */
    public boolean supportsPartOf(String option) {
        return !supports(option) && supportedOptions.stream().anyMatch(s -> s.startsWith(option + "."));
    }

    /** Whether a blueprint may set everything below this path. */
    public boolean supports(String option) {
        return supportedOptions.stream().anyMatch(s -> option.equals(s) || option.startsWith(s + "."));
    }
}
