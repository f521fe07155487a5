package org.imagebuilder.standalone.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What osbuild would build an image of: pipelines of stages, and where the packages come from. */
final class SimulatedManifest {

    static final String RPM = "org.osbuild.rpm";

    private static final Map<String, List<String>> PIPELINES =
            Map.of("build", List.of("build"), "payload", List.of("os", "image"));
    private static final String SOURCE = "org.osbuild.curl";
    private static final String ADDRESS = "https://simulated.invalid/packages/";

    private SimulatedManifest() {}

    static JsonNode made(HandedOutJob job) {
        JsonNode arguments = job.arguments().path("Args");
        String architecture = arguments.path("Arch").asString("noarch");
        List<SimulatedPackage> tools = packages(Stream.of("rpm", "qemu-img"), architecture);
        List<SimulatedPackage> system = packages(
                Stream.concat(specs(arguments.path("Blueprint")), Stream.of("kernel", "systemd")), architecture);
        Map<String, Object> blank =
                Map.of("type", "org.osbuild.truncate", "options", Map.of("filename", "image", "size", "1"));
        Map<String, Object> manifest = Map.of(
                "version",
                "2",
                "pipelines",
                List.of(
                        Map.of("name", "build", "stages", List.of(installing(tools))),
                        Map.of("name", "os", "build", "name:build", "stages", List.of(installing(system))),
                        Map.of("name", "image", "build", "name:build", "stages", List.of(blank))),
                "sources",
                Map.of(SOURCE, Map.of("items", items(Stream.concat(tools.stream(), system.stream())))));
        return JsonMapper.shared()
                .valueToTree(Map.of(
                        "data",
                        manifest,
                        "info",
                        Map.of("osbuild_composer_version", "simulated worker", "pipeline_names", PIPELINES),
                        "error",
                        ""));
    }

    private static Stream<String> specs(JsonNode blueprint) {
        Stream<String> named = Stream.of("packages", "modules")
                .flatMap(kind -> blueprint.path(kind).valueStream())
                .map(wanted -> {
                    String version = wanted.path("version").asString("*");
                    String name = wanted.path("name").asString();
                    return version.equals("*") || version.isEmpty() ? name : name + "-" + version;
                });
        Stream<String> groups = blueprint
                .path("groups")
                .valueStream()
                .map(group -> group.path("name").asString());
        return Stream.concat(named, groups);
    }

    private static List<SimulatedPackage> packages(Stream<String> specs, String architecture) {
        return specs.map(spec -> SimulatedPackage.of(spec, architecture))
                .distinct()
                .toList();
    }

    private static Map<String, Object> installing(List<SimulatedPackage> packages) {
        List<Map<String, String>> references = packages.stream()
                .map(installed -> Map.of("id", installed.checksum()))
                .toList();
        Map<String, Object> input =
                Map.of("type", "org.osbuild.files", "origin", "org.osbuild.source", "references", references);
        return Map.of("type", RPM, "inputs", Map.of("packages", input));
    }

    private static Map<String, Object> items(Stream<SimulatedPackage> packages) {
        Map<String, Object> items = new LinkedHashMap<>();
        packages.forEach(item -> items.put(item.checksum(), Map.of("url", ADDRESS + item.file())));
        return items;
    }

    /** What a stage installs of the packages that a manifest names, whoever made it. */
    static List<SimulatedPackage> installedBy(JsonNode stage, JsonNode manifest) {
        JsonNode items = manifest.path("sources").path(SOURCE).path("items");
        return stage.at("/inputs/packages/references")
                .valueStream()
                .map(reference -> items.path(reference.path("id").asString("")))
                .flatMap(item -> SimulatedPackage.in(item.path("url").asString("")).stream())
                .toList();
    }
}
