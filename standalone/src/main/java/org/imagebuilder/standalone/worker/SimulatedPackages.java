package org.imagebuilder.standalone.worker;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results of jobs about packages: all that were asked for exist, and need nothing else. */
final class SimulatedPackages {

    private static final String VERSION = "1.0";
    private static final String RELEASE = "1.simulated";

    private SimulatedPackages() {}

    static JsonNode resolved(HandedOutJob job) {
        Map<String, Object> byPipeline = new TreeMap<>();
        job.arguments()
                .path("grouped_package_sets")
                .forEachEntry((pipeline, sets) -> byPipeline.put(
                        pipeline,
                        sets.valueStream()
                                .flatMap(set -> set.path("Include").valueStream())
                                .map(JsonNode::asString)
                                .distinct()
                                .map(SimulatedPackages::resolved)
                                .toList()));
        return json(Map.of("package_specs", byPipeline, "repo_configs", Map.of(), "solver", "simulated"));
    }

    private static Map<String, Object> resolved(String name) {
        return Map.of("name", name, "epoch", 0, "version", VERSION, "release", RELEASE, "arch", "noarch");
    }

    static JsonNode found(HandedOutJob job) {
        Stream<Map<String, Object>> packages = job.arguments()
                .path("packages")
                .valueStream()
                .map(name -> found(name.asString().replace("*", "")));
        return json(Map.of("packages", packages.toList()));
    }

    private static Map<String, Object> found(String name) {
        return Map.of(
                "Name",
                name,
                "Epoch",
                0,
                "Version",
                VERSION,
                "Release",
                RELEASE,
                "Arch",
                "noarch",
                "Summary",
                name + ", made up by a simulated worker",
                "License",
                "CC0-1.0");
    }

    private static JsonNode json(Map<String, ?> result) {
        return JsonMapper.shared().valueToTree(result);
    }
}
