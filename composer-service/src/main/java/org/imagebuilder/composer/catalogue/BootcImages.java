package org.imagebuilder.composer.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be made of bootable containers, whatever is in them. Every architecture has all types.
 *
 * @param architectures by name and by alias
 * @param types by name and by alias
 */
public record BootcImages(Set<String> architectures, Set<String> types) {

    public BootcImages {
        architectures = Set.copyOf(architectures);
        types = Set.copyOf(types);
    }

    /** Reads the list that comes with the service. */
    public static BootcImages builtIn() {
        try (InputStream in = BootcImages.class.getResourceAsStream("/catalogue/bootc.json")) {
            return JsonMapper.shared().readValue(in, BootcImages.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
