package org.imagebuilder.composer.repositories;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.catalogue.ImageType;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JsonGenerator;

/**
 * Which repositories each image is made of, as one JSON text. With definitions of all distributions it has tens of
 * megabytes, so it is written when somebody first asks, kept compressed, and exists as a whole nowhere.
 */
final class RepositoryListing {

    private final Catalogue catalogue;
    private final DefaultRepositories repositories;
    private final SingletonSupplier<CompressedJson> text = SingletonSupplier.of(() -> CompressedJson.of(this::write));

    RepositoryListing(Catalogue catalogue, DefaultRepositories repositories) {
        this.catalogue = catalogue;
        this.repositories = repositories;
    }

    CompressedJson text() {
        return text.obtain();
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        for (String name : repositories.distributions()) {
            SortedMap<String, SortedMap<String, List<Repository>>> images =
                    catalogue.find(name).map(found -> images(name, found)).orElseGet(TreeMap::new);
            if (!images.isEmpty()) {
                json.writePOJOProperty(name, images);
            }
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Architecture, then image type, then its repositories; without those that have none. */
    private SortedMap<String, SortedMap<String, List<Repository>>> images(String name, Distribution distribution) {
        SortedMap<String, SortedMap<String, List<Repository>>> byArchitecture = new TreeMap<>();
        distribution.images().forEach((architecture, types) -> {
            List<Repository> all = repositories.of(name, architecture);
            SortedMap<String, List<Repository>> byType = new TreeMap<>();
            for (ImageType type : types.values()) {
                List<Repository> own = all.stream()
                        .filter(repository -> repository.serves(type.name()))
                        .toList();
                if (!own.isEmpty()) {
                    byType.put(type.name(), own);
                }
            }
            if (!byType.isEmpty()) {
                byArchitecture.put(architecture, byType);
            }
        });
        return byArchitecture;
    }
}
