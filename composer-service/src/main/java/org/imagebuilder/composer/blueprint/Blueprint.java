package org.imagebuilder.composer.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker builds into an image. Workers read it strictly: it must hold no member they do not know. */
@JsonPropertyOrder({"name", "version", "packages", "modules", "enabled_modules", "groups", "customizations"})
public record Blueprint(
        String name,
        String version,
        List<NamedPackage> packages,
        List<NamedPackage> modules,
        @JsonProperty("enabled_modules") List<EnabledModule> enabledModules,
        List<PackageGroup> groups,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Customizations customizations) {

    /** A package of any version. */
    public record NamedPackage(String name) {}

    /** A stream of a module. */
    public record EnabledModule(String name, String stream) {}

    /** A group of packages. */
    public record PackageGroup(String name) {}

    /** Changes to the system. */
    public record Customizations(List<Filesystem> filesystem) {}

    /**
     * A file system that is at least this large.
     *
     * @param minsize bytes
     */
    public record Filesystem(String mountpoint, BigInteger minsize) {}

    /** The blueprint of requests that ask for nothing special. */
    public static Blueprint empty() {
        return new Blueprint("empty blueprint", "0.0.0", List.of(), List.of(), List.of(), List.of(), null);
    }

    Blueprint withPackages(List<String> names) {
        List<NamedPackage> named = names.stream().map(NamedPackage::new).toList();
        return new Blueprint(name, version, named, modules, enabledModules, groups, customizations);
    }

    Blueprint withRootSize(BigInteger minsize) {
        Customizations larger = new Customizations(List.of(new Filesystem("/", minsize)));
        return new Blueprint(name, version, packages, modules, enabledModules, groups, larger);
    }
}
