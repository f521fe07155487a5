package org.imagebuilder.composer.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.imagebuilder.composer.packages.PackageSource;
import org.imagebuilder.composer.repositories.Repository;

/** What a worker needs to find packages. */
@JsonPropertyOrder({"packages", "repos", "module_platform_id", "arch", "releasever"})
record SearchArguments(
        List<String> packages,
        List<Repository> repos,
        @JsonProperty("module_platform_id") String modulePlatformId,
        String arch,
        String releasever) {

    static SearchArguments of(List<String> packages, PackageSource source) {
        return new SearchArguments(
                packages,
                source.repositories(),
                source.distribution().release().modulePlatformId(),
                source.architecture(),
                source.distribution().release().releasever());
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "SearchArguments[...]";
    }
}
