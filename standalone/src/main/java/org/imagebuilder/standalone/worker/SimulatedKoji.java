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

    /** What Koji is told about an image. */
    static Map<String, Object> image(String name) {
        return Map.of("image", Map.of("filename", name, "checksum_type", "md5", "checksum", "0".repeat(32), "size", 1));
    }
}
