package org.imagebuilder.composer.packages;

import java.util.List;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.repositories.DefaultRepositories;
import org.imagebuilder.composer.repositories.Repository;
import org.imagebuilder.composer.repositories.RequestedRepositories;
import org.imagebuilder.composer.request.RepositoryRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up what a request about packages names. */
@Component
public final class PackageSources {

    private final Catalogue catalogue;
    private final DefaultRepositories defaults;

    PackageSources(Catalogue catalogue, DefaultRepositories defaults) {
        this.catalogue = catalogue;
        this.defaults = defaults;
    }

    /**
     * Checks everything, in the order that clients rely on.
     *
     * @param requestedName the distribution's name or alias as the client spelt it
     * @param requested none stand for the distribution's own that serve all images
     * @throws org.imagebuilder.http.errors.ApiException if one of them is not possible
     */
    public PackageSource of(String requestedName, String architecture, @Nullable List<RepositoryRequest> requested) {
        Distribution distribution = catalogue.require(requestedName);
        distribution.requireArchitecture(architecture);
        List<Repository> repositories = requested == null || requested.isEmpty()
                ? defaults.forPackages(catalogue.standardName(requestedName), architecture)
                : RequestedRepositories.read(requested, "/repositories");
        return new PackageSource(distribution, architecture, repositories);
    }
}
