package org.imagebuilder.standalone.worker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A package that does not exist. What is not asked for is made up of its name, so that all jobs tell the same. */
record SimulatedPackage(String name, String version, String release, String arch) {

    private static final String RELEASE = "1.simulated";

    /** A version has a dot or a star: the last part of gcc-toolset-14 belongs to the name. */
    private static final Pattern SPEC =
            Pattern.compile("@?(?<name>.+?)(-(?<version>\\d+[.*][^-]*)(-(?<release>\\d[^-]*))?)?");

    private static final Pattern FILE =
            Pattern.compile("(.*/)?(?<name>[^/]+)-(?<version>[^-/]+)-(?<release>[^-/]+)\\.(?<arch>[^./]+)\\.rpm");

    /** What a package manager is asked for: {@code name}, {@code name-version} or {@code @group}. */
    static SimulatedPackage of(String spec, String arch) {
        Matcher parts = SPEC.matcher(spec);
        return parts.matches()
                ? of(parts.group("name"), parts.group("version"), parts.group("release"), arch)
                : of(spec, null, null, arch);
    }

    private static SimulatedPackage of(String name, @Nullable String version, @Nullable String release, String arch) {
        return new SimulatedPackage(
                name,
                version == null ? versionOf(name) : version.replace('*', '0'),
                release == null ? RELEASE : release.replace('*', '0'),
                arch);
    }

    /** A package whose name fits a pattern, in which {@code *} stands for any characters. */
    static SimulatedPackage matching(String pattern, String arch) {
        String rest = pattern.replace("*", "");
        boolean begun = !rest.isEmpty() && Character.isLetterOrDigit(rest.charAt(0));
        return of(begun ? rest : "simulated" + rest, null, null, arch);
    }

    /** The package in a file, by the end of the file's address; empty if that is not called like a package. */
    static Optional<SimulatedPackage> in(String address) {
        Matcher parts = FILE.matcher(address);
        return parts.matches()
                ? Optional.of(new SimulatedPackage(
                        parts.group("name"), parts.group("version"), parts.group("release"), parts.group("arch")))
                : Optional.empty();
    }

    String file() {
        return name + "-" + version + "-" + release + "." + arch + ".rpm";
    }

    String checksum() {
        return "sha256:" + Checksum.sha256(file());
    }

    private static String versionOf(String name) {
        int number = Math.floorMod(name.hashCode(), 1000);
        return (1 + number / 100) + "." + number % 100;
    }
}
