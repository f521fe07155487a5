package org.imagebuilder.composer.packages;

import java.util.List;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.repositories.Repository;

/** Where packages are looked up. */
public record PackageSource(Distribution distribution, String architecture, List<Repository> repositories) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "PackageSource[...]";
    }
}
