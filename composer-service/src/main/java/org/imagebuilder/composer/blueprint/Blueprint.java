package org.imagebuilder.composer.blueprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker builds into an image. Workers read it strictly: it must hold no member they do not know.
 *
 * @param version three numbers
 * @param distro the distribution it insists on; null or empty for any
 * @param customizations changes to the system, in the members and names that workers know; not to be modified
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "name",
    "description",
    "version",
    "distro",
    "packages",
    "modules",
    "enabled_modules",
    "groups",
    "containers",
    "customizations"
})
public record Blueprint(
        String name,
        @Nullable String description,
        String version,
        @Nullable String distro,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<NamedPackage> packages,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<NamedPackage> modules,

        @JsonProperty("enabled_modules") @JsonInclude(JsonInclude.Include.ALWAYS)
        List<EnabledModule> enabledModules,

        @JsonInclude(JsonInclude.Include.ALWAYS) List<PackageGroup> groups,
        List<Container> containers,
        ObjectNode customizations) {

    /** A package; without a version, or with {@code *}, any will do. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"name", "version"})
    public record NamedPackage(String name, @Nullable String version) {}

    /** A stream of a module. */
    @JsonPropertyOrder({"name", "stream"})
    public record EnabledModule(String name, String stream) {}

    /** A group of packages. */
    public record PackageGroup(String name) {}

    /** A container that the image brings along. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"source", "name", "tls-verify"})
    public record Container(
            String source,
            @Nullable String name,
            @JsonProperty("tls-verify") @Nullable Boolean tlsVerify) {}

    public Blueprint {
        packages = List.copyOf(packages);
        modules = List.copyOf(modules);
        enabledModules = List.copyOf(enabledModules);
        groups = List.copyOf(groups);
        containers = List.copyOf(containers);
    }

    /** The blueprint of requests that ask for nothing special. */
    public static Blueprint empty() {
        return new Blueprint(
                "empty blueprint",
                null,
                "0.0.0",
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                JsonNodeFactory.instance.objectNode());
    }

    /** The distribution it insists on, or else this one. */
    public String distroOr(String other) {
        return distro == null || distro.isEmpty() ? other : distro;
    }

    /** The same for this distribution. */
    public Blueprint withDistro(String realName) {
        return new Blueprint(
                name,
                description,
                version,
                realName,
                packages,
                modules,
                enabledModules,
                groups,
                containers,
                customizations);
    }

    /** The same with other changes to the system. */
    public Blueprint withCustomizations(ObjectNode others) {
        return new Blueprint(
                name, description, version, distro, packages, modules, enabledModules, groups, containers, others);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Blueprint[...]";
    }
}
