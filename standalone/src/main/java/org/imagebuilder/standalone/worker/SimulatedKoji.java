package org.imagebuilder.standalone.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results of what belongs to a build of Koji. */
final class SimulatedKoji {

    private static final int IMAGES_MISSING = 13;
    private static final int BUILDS = 1_000_000;
    private static final int SIZE = 1;

    private SimulatedKoji() {}

    static JsonNode opened() {
        int build = ThreadLocalRandom.current().nextInt(1, BUILDS);
        return JsonMapper.shared().valueToTree(Map.of("build_id", build, "token", "simulated", "koji_error", ""));
    }

    static JsonNode imported(HandedOutJob job) {
        Map<String, Object> result = new LinkedHashMap<>(Map.of("koji_error", ""));
        if (job.hasFailedDependency()) {
            result.put("job_error", Map.of("id", IMAGES_MISSING, "reason", "an image of the build is missing"));
        }
        return JsonMapper.shared().valueToTree(result);
    }

    /** What Koji is told about an image, and about the files that came with it. */
    static Map<String, Object> image(String name) {
        return Map.of(
                "image", file(name),
                "image_md5", Checksum.md5(name),
                "image_size", SIZE,
                "log", file(name + ".osbuild.log"),
                "osbuild_manifest", file(name + ".manifest.json"),
                "osbuild_manifest_info", Map.of("osbuild_composer_version", "simulated worker"));
    }

    private static Map<String, Object> file(String name) {
        return Map.of("filename", name, "checksum_type", "md5", "checksum", Checksum.md5(name), "size", SIZE);
    }
}
