package org.imagebuilder.composer.packages;

import java.util.Map;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.repositories.DefaultRepositories;

/** The looking up of distributions and repositories without a server around it. */
public final class TestSources {

    private TestSources() {}

    public static PackageSources make() {
        return new PackageSources(new Catalogue(Map.of("rhel-9", "rhel-9.6")), DefaultRepositories.builtIn());
    }
}
