package org.imagebuilder.standalone.worker;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results of jobs about packages: all that were asked for exist, and need nothing else. */
final class SimulatedPackages {

    private SimulatedPackages() {}

    static JsonNode resolved(HandedOutJob job) {
        Map<String, List<SimulatedPackage>> found = new TreeMap<>();
        job.arguments()
                .path("grouped_package_sets")
                .forEachEntry((pipeline, sets) -> found.put(
                        pipeline,
                        sets.valueStream()
                                .flatMap(set -> included(set, architecture(job)))
                                .distinct()
                                .toList()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("transactions", each(found, (_, packages) -> List.of(resolved(packages))));
        result.put("package_specs", each(found, (_, packages) -> resolved(packages)));
        result.put("repo_configs", Map.of());
        if (job.arguments().path("sbom_type").asString("").equals("spdx")) {
            Instant now = Instant.now();
            result.put(
                    "sbom_docs",
                    each(
                            found,
                            (pipeline, packages) -> Map.of(
                                    "type",
                                    "spdx",
                                    "document",
                                    SimulatedSbom.of(job.id() + "/" + pipeline, packages, now))));
        }
        result.put("solver", "simulated");
        return json(result);
    }

    private static Stream<SimulatedPackage> included(JsonNode set, String architecture) {
        List<String> excluded =
                set.path("Exclude").valueStream().map(JsonNode::asString).toList();
        return set.path("Include")
                .valueStream()
                .map(spec -> SimulatedPackage.of(spec.asString(), architecture))
                .filter(found -> !excluded.contains(found.name()));
    }

    private static Map<String, Object> each(
            Map<String, List<SimulatedPackage>> byPipeline,
            BiFunction<String, List<SimulatedPackage>, Object> description) {
        Map<String, Object> described = new TreeMap<>();
        byPipeline.forEach((pipeline, packages) -> described.put(pipeline, description.apply(pipeline, packages)));
        return described;
    }

    private static List<Map<String, Object>> resolved(List<SimulatedPackage> packages) {
        return packages.stream()
                .map(found -> Map.<String, Object>of(
                        "name", found.name(),
                        "epoch", 0,
                        "version", found.version(),
                        "release", found.release(),
                        "arch", found.arch(),
                        "checksum", found.checksum()))
                .toList();
    }

    static JsonNode found(HandedOutJob job) {
        Stream<Map<String, Object>> packages = job.arguments()
                .path("packages")
                .valueStream()
                .map(pattern -> SimulatedPackage.matching(pattern.asString(), architecture(job)))
                .distinct()
                .map(SimulatedPackages::found);
        return json(Map.of("packages", packages.toList()));
    }

    private static Map<String, Object> found(SimulatedPackage found) {
        return Map.of(
                "Name",
                found.name(),
                "Epoch",
                0,
                "Version",
                found.version(),
                "Release",
                found.release(),
                "Arch",
                found.arch(),
                "BuildTime",
                "2026-01-01T00:00:00Z",
                "Summary",
                found.name() + ", made up by a simulated worker",
                "URL",
                "https://simulated.invalid/" + found.name(),
                "License",
                "CC0-1.0");
    }

    private static String architecture(HandedOutJob job) {
        return job.arguments().path("arch").asString();
    }

    private static JsonNode json(Map<String, ?> result) {
        return JsonMapper.shared().valueToTree(result);
    }
}
