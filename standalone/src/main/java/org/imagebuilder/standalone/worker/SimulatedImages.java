package org.imagebuilder.standalone.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results of building images, as the jobs' consumers expect them. */
final class SimulatedImages {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DEPENDENCY_FAILED = 9;
    private static final String SERVER = "org.osbuild.worker.server";
    private static final Map<String, List<String>> PIPELINES =
            Map.of("build", List.of("build"), "payload", List.of("os", "image"));

    private SimulatedImages() {}

    static JsonNode manifest() {
        List<Map<String, Object>> pipelines = List.of(
                Map.of("name", "build", "stages", List.of()),
                Map.of("name", "os", "build", "name:build", "stages", List.of()),
                Map.of("name", "image", "build", "name:build", "stages", List.of()));
        return JSON.valueToTree(Map.of(
                "data", Map.of("version", "2", "pipelines", pipelines, "sources", Map.of()),
                "info", Map.of("osbuild_composer_version", "simulated worker", "pipeline_names", PIPELINES),
                "error", ""));
    }

    static JsonNode image(HandedOutJob job, String architecture) {
        Map<String, Object> result = new LinkedHashMap<>();
        boolean failed = job.hasFailedDependency();
        result.put("success", !failed);
        result.put("upload_status", failed ? "failure" : "success");
        result.put("host_os", "simulated worker");
        result.put("arch", architecture);
        if (failed) {
            result.put("job_error", Map.of("id", DEPENDENCY_FAILED, "reason", "what the image needs is not there"));
        } else {
            result.put("pipeline_names", PIPELINES);
            result.put("osbuild_output", output());
            result.put(
                    "target_results",
                    job.arguments()
                            .path("targets")
                            .valueStream()
                            .map(SimulatedImages::upload)
                            .toList());
        }
        return JSON.valueToTree(result);
    }

    /** Names of the files that stay with the server. */
    static List<String> files(HandedOutJob job) {
        return job.arguments()
                .path("targets")
                .valueStream()
                .filter(target -> target.path("name").asString().equals(SERVER))
                .map(target -> target.at("/osbuild_artifact/export_filename").asString())
                .toList();
    }

    private static Map<String, Object> output() {
        Map<String, String> stage = Map.of("id", "0", "type", "org.osbuild.rpm", "output", "nothing was built");
        Map<String, String> installed =
                Map.of("name", "simulated-package", "version", "1.0", "release", "1", "arch", "noarch", "sigmd5", "0");
        return Map.of(
                "type",
                "result",
                "success",
                true,
                "log",
                Map.of("os", List.of(stage)),
                "metadata",
                Map.of("os", Map.of("org.osbuild.rpm", Map.of("packages", List.of(installed)))));
    }

    private static Map<String, Object> upload(JsonNode target) {
        return Map.of(
                "name", target.path("name").asString(),
                "options", location(target),
                "osbuild_artifact", target.path("osbuild_artifact"));
    }

    private static Map<String, ?> location(JsonNode target) {
        String name = target.path("image_name").asString();
        String url = "https://simulated.invalid/" + name;
        return switch (target.path("name").asString()) {
            case "org.osbuild.aws" ->
                Map.of(
                        "ami",
                        "ami-simulated",
                        "region",
                        target.path("options").path("region").asString());
            case "org.osbuild.gcp" -> Map.of("image_name", name, "project_id", "simulated");
            case "org.osbuild.azure.image" -> Map.of("image_name", name);
            case "org.osbuild.container" -> Map.of("url", url, "digest", "sha256:simulated");
            case "org.osbuild.koji" -> SimulatedKoji.image(name);
            case SERVER ->
                Map.of(
                        "artifact_relative_path",
                        target.at("/osbuild_artifact/export_filename").asString());
            default -> Map.of("url", url);
        };
    }
}
