package org.imagebuilder.composer.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.queue.spring.CannotStartException;

/** Every distribution that can be built, by name and by alias. */
public final class Catalogue {

    private final CatalogueFile file;
    private final List<Map<String, Map<String, ImageType>>> images;
    private final List<Family> families;
    private final DistributionNames names;
    private final Map<String, String> aliases;

    /**
     * Reads the catalogue that comes with the service.
     *
     * @param aliases further names of distributions, such as the newest minor release under its major release's name
     * @throws CannotStartException if an alias hides a real distribution or points to none
     */
    public Catalogue(Map<String, String> aliases) {
        file = CatalogueFile.read();
        images = file.imageTables();
        families = CatalogueFile.families();
        names = new DistributionNames(file.distributions().keySet(), file.patterns());
        this.aliases = Map.copyOf(aliases);
        aliases.forEach(this::check);
        file.distributions().keySet().forEach(file::limitsOf); // a gap shows now, and not to the first who asks
    }

    /** The distribution of this name or alias. */
    public Optional<Distribution> find(String name) {
        return names.standardise(aliases.getOrDefault(name, name)).flatMap(this::listed);
    }

    /**
     * The same, for a name that a client gave.
     *
     * @throws org.imagebuilder.http.errors.ApiException if it stands for none
     */
    public Distribution require(String name) {
        return find(name).orElseThrow(() -> ComposerError.UNKNOWN_DISTRIBUTION.because(name));
    }

    /** The name's proper spelling, with aliases left alone; names of nothing are returned as they are. */
    public String standardName(String name) {
        return names.standardise(name).orElse(name);
    }

    private Optional<Distribution> listed(String standardName) {
        return names.resembled(standardName)
                .map(file.distributions()::get)
                .map(images::get)
                .map(table ->
                        new Distribution(standardName, release(standardName), table, file.limitsOf(standardName)));
    }

    private Release release(String standardName) {
        return families.stream()
                .flatMap(family -> family.release(standardName).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no family has a release " + standardName));
    }

    private void check(String alias, String name) {
        if (names.standardise(alias).isPresent()) {
            throw new CannotStartException("the alias " + alias + " hides the distribution of that name");
        }
        if (names.standardise(name).flatMap(this::listed).isEmpty()) {
            throw new CannotStartException("the alias " + alias + " points to no distribution: " + name);
        }
    }
}
