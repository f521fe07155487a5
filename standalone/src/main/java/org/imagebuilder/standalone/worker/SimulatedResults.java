package org.imagebuilder.standalone.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results as the jobs' consumers expect them. */
final class SimulatedResults {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DEPENDENCY_FAILED = 9;
    private static final Map<String, List<String>> PIPELINES =
            Map.of("build", List.of("build"), "payload", List.of("os", "image"));

    private SimulatedResults() {}

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
        boolean manifestFailed = job.dependencies().path(0).has("job_error");
        result.put("success", !manifestFailed);
        result.put("upload_status", manifestFailed ? "failure" : "success");
        result.put("host_os", "simulated worker");
        result.put("arch", architecture);
        if (manifestFailed) {
            result.put("job_error", Map.of("id", DEPENDENCY_FAILED, "reason", "the manifest could not be made"));
        } else {
            result.put("pipeline_names", PIPELINES);
            result.put("osbuild_output", output());
            result.put(
                    "target_results",
                    job.arguments()
                            .path("targets")
                            .valueStream()
                            .map(SimulatedResults::upload)
                            .toList());
        }
        return JSON.valueToTree(result);
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

    private static Map<String, String> location(JsonNode target) {
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
            case "org.osbuild.worker.server" -> Map.of("artifact_relative_path", name);
            default -> Map.of("url", url);
        };
    }
}
