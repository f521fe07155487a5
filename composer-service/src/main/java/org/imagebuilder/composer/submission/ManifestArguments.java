package org.imagebuilder.composer.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.registration.Subscription;
import org.imagebuilder.composer.repositories.Repository;
import org.jspecify.annotations.Nullable;

/** What a worker needs to make a manifest. The capitals are the wire format. */
@JsonPropertyOrder({"Args", "ExtraEnv"})
record ManifestArguments(
        @JsonProperty("Args") Args args,
        @JsonProperty("ExtraEnv") List<String> extraEnv) {

    /** Keeps the metadata of repositories between the jobs of a worker. */
    private static final String CACHE = "XDG_CACHE_HOME=/var/cache/osbuild-composer/rpmmd";

    /**
     * @param distro the real name, never an alias
     * @param imageType the catalogue's name, never an alias
     * @param subscription null registers nothing
     */
    @JsonPropertyOrder({"Distro", "Arch", "ImageType", "Blueprint", "Repositories", "Subscription"})
    record Args(
            @JsonProperty("Distro") String distro,
            @JsonProperty("Arch") String arch,
            @JsonProperty("ImageType") String imageType,
            @JsonProperty("Blueprint") Blueprint blueprint,
            @JsonProperty("Repositories") List<Repository> repositories,

            @JsonProperty("Subscription") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Subscription subscription) {

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Args[...]";
        }
    }

    static ManifestArguments of(Args args) {
        return new ManifestArguments(args, List.of(CACHE));
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "ManifestArguments[...]";
    }
}
