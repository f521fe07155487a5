package org.imagebuilder.standalone.worker;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results of copying and sharing images in EC2. */
final class SimulatedClones {

    private static final int DEPENDENCY_FAILED = 26;

    private SimulatedClones() {}

    static JsonNode copied(HandedOutJob job) {
        return place("ami-simulated-copy", job.arguments().path("target_region").asString());
    }

    /** A copy that is shared is known only when it is made, and comes as a dependency. */
    static JsonNode shared(HandedOutJob job) {
        JsonNode image = job.arguments().path("ami").asString("").isEmpty()
                ? job.dependencies().path(0)
                : job.arguments();
        if (image.has("job_error")) {
            return JsonMapper.shared()
                    .valueToTree(Map.of(
                            "job_error", Map.of("id", DEPENDENCY_FAILED, "reason", "the image could not be copied")));
        }
        return place(image.path("ami").asString(), image.path("region").asString());
    }

    private static JsonNode place(String ami, String region) {
        return JsonMapper.shared().valueToTree(Map.of("ami", ami, "region", region));
    }
}
