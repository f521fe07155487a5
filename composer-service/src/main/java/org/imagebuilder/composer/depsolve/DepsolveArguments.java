package org.imagebuilder.composer.depsolve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.imagebuilder.composer.blueprint.PackageSpecs;
import org.imagebuilder.composer.packages.PackageSource;
import org.imagebuilder.composer.repositories.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What a worker needs to resolve packages.
 *
 * @param packageSets by pipeline, each resolved on top of the one before it
 */
@JsonPropertyOrder({"grouped_package_sets", "module_platform_id", "arch", "releasever"})
record DepsolveArguments(
        @JsonProperty("grouped_package_sets") Map<String, List<PackageSet>> packageSets,
        @JsonProperty("module_platform_id") String modulePlatformId,
        String arch,
        String releasever) {

    /** The pipeline that makes the system itself. */
    static final String SYSTEM = "os";

    /** Packages that are resolved together. The capitals are the wire format. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonPropertyOrder({"Include", "Exclude", "EnabledModules", "Repositories", "InstallWeakDeps"})
    record PackageSet(
            @JsonProperty("Include") List<String> include,
            @JsonProperty("Exclude") @Nullable List<String> exclude,
            @JsonProperty("EnabledModules") List<String> enabledModules,
            @JsonProperty("Repositories") List<Repository> repositories,
            @JsonProperty("InstallWeakDeps") boolean installWeakDeps) {

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "PackageSet[...]";
        }
    }

    static DepsolveArguments of(PackageSpecs packages, PackageSource source) {
        var set = new PackageSet(packages.packages(), null, packages.enabledModules(), source.repositories(), false);
        return new DepsolveArguments(
                Map.of(SYSTEM, List.of(set)),
                source.distribution().release().modulePlatformId(),
                source.architecture(),
                source.distribution().release().releasever());
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "DepsolveArguments[...]";
    }
}
