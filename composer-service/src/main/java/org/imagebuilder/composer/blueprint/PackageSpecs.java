package org.imagebuilder.composer.blueprint;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.blueprint.Blueprint.NamedPackage;

/**
 * The packages of a blueprint as a package manager is asked for them.
 *
 * @param packages {@code name}, {@code name-version} or {@code @group}; the kernel comes last
 * @param enabledModules {@code name:stream}
 */
public record PackageSpecs(List<String> packages, List<String> enabledModules) {

    private static final String USUAL_KERNEL = "kernel";

    public PackageSpecs {
        packages = List.copyOf(packages);
        enabledModules = List.copyOf(enabledModules);
    }

    public static PackageSpecs of(Blueprint blueprint) {
        List<String> packages = new ArrayList<>();
        blueprint.packages().forEach(p -> packages.add(spec(p)));
        blueprint.modules().forEach(p -> packages.add(spec(p)));
        blueprint.groups().forEach(group -> packages.add("@" + group.name()));
        packages.add(kernel(blueprint));
        List<String> modules = blueprint.enabledModules().stream()
                .map(module -> module.name() + ":" + module.stream())
                .toList();
        return new PackageSpecs(packages, modules);
    }

    private static String spec(NamedPackage named) {
        String version = named.version();
        boolean any = version == null || version.isEmpty() || version.equals("*");
        return any ? named.name() : named.name() + "-" + version;
    }

    private static String kernel(Blueprint blueprint) {
        String name = blueprint.customizations().at("/kernel/name").asString("");
        return name.isEmpty() ? USUAL_KERNEL : name;
    }
}
