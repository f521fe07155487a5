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

    private SimulatedImages() {}

    static JsonNode built(HandedOutJob job, String architecture) {
        Map<String, Object> result = new LinkedHashMap<>();
        boolean failed = job.hasFailedDependency();
        result.put("success", !failed);
        result.put("upload_status", failed ? "failure" : "success");
        result.put("host_os", "simulated worker");
        result.put("arch", architecture);
        if (failed) {
            result.put("job_error", Map.of("id", DEPENDENCY_FAILED, "reason", "what the image needs is not there"));
        } else {
            JsonNode made = job.dependencies()
                    .path(job.arguments().path("manifest_dyn_args_idx").asInt(0));
            result.put("pipeline_names", made.at("/info/pipeline_names"));
            result.put("osbuild_output", output(made));
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
        if (job.hasFailedDependency()) {
            return List.of();
        }
        return job.arguments()
                .path("targets")
                .valueStream()
                .filter(target -> target.path("name").asString().equals(SERVER))
                .map(target -> target.at("/osbuild_artifact/export_filename").asString())
                .toList();
    }

    /** What osbuild tells of each stage of a manifest. */
    private static Map<String, Object> output(JsonNode made) {
        Map<String, Object> log = new LinkedHashMap<>();
        Map<String, Object> metadata = new LinkedHashMap<>();
        made.at("/info/pipeline_names").forEach(names -> names.forEach(name -> log.put(name.asString(), List.of())));
        JsonNode manifest = made.path("data");
        for (JsonNode pipeline : manifest.path("pipelines")) {
            String name = pipeline.path("name").asString();
            log.put(
                    name,
                    pipeline.path("stages")
                            .valueStream()
                            .map(SimulatedImages::logged)
                            .toList());
            pipeline.path("stages")
                    .valueStream()
                    .filter(stage -> stage.path("type").asString().equals(SimulatedManifest.RPM))
                    .forEach(stage -> metadata.put(
                            name,
                            Map.of(SimulatedManifest.RPM, installed(SimulatedManifest.installedBy(stage, manifest)))));
        }
        return Map.of("type", "result", "success", true, "log", log, "metadata", metadata);
    }

    private static Map<String, Object> logged(JsonNode stage) {
        String type = stage.path("type").asString();
        return Map.of("id", Checksum.sha256(type), "type", type, "output", "nothing was built\n", "success", true);
    }

    private static Map<String, Object> installed(List<SimulatedPackage> packages) {
        return Map.of(
                "packages",
                packages.stream()
                        .map(rpm -> Map.of(
                                "name", rpm.name(),
                                "version", rpm.version(),
                                "release", rpm.release(),
                                "arch", rpm.arch(),
                                "sigmd5", Checksum.md5(rpm.file())))
                        .toList());
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
