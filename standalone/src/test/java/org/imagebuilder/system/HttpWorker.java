package org.imagebuilder.system;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.imagebuilder.system.Json.Answer;
import tools.jackson.databind.JsonNode;

/** Workers that speak nothing but the worker API, and a record of what they were given. */
final class HttpWorker implements Runnable {

    /** The two loops of a real worker, with the types each asks for. */
    static final List<String> LOOPS = List.of(
            "\"depsolve\",\"search-packages\",\"image-builder-manifest\"",
            "\"osbuild\",\"koji-init\",\"koji-finalize\",\"container-resolve\",\"ostree-resolve\",\"file-resolve\","
                    + "\"aws-ec2-copy\",\"aws-ec2-share\",\"bootc-info-resolve\"");

    /** What all workers of a test saw together. */
    static final class Sightings {
        final Map<String, String> handedOut = new ConcurrentHashMap<>();
        final Set<String> finishedManifests = ConcurrentHashMap.newKeySet();
        final Queue<String> mistakes = new ConcurrentLinkedQueue<>();
        volatile boolean stop;

        void mistake(String text) {
            mistakes.add(text);
        }
    }

    private final URI gateway;
    private final String types;
    private final Sightings sightings;

    HttpWorker(URI gateway, int number, Sightings sightings) {
        this.gateway = gateway;
        this.types = LOOPS.get(number % LOOPS.size());
        this.sightings = sightings;
    }

    @Override
    public void run() {
        try {
            String worker = Json.post(gateway, "/workers", "{\"arch\":\"x86_64\"}")
                    .body()
                    .path("worker_id")
                    .asString();
            String request = "{\"types\":[%s],\"arch\":\"x86_64\",\"worker_id\":\"%s\"}".formatted(types, worker);
            while (!sightings.stop) {
                Answer answer = Json.post(gateway, "/jobs", request);
                switch (answer.status()) {
                    case 201 -> work(answer.body());
                    case 204 -> {}
                    default -> sightings.mistake("asking for a job gave " + answer);
                }
            }
        } catch (IOException | InterruptedException e) {
            if (!sightings.stop) {
                sightings.mistake("worker ended: " + e);
            }
        }
    }

    private void work(JsonNode job) throws IOException, InterruptedException {
        String id = job.path("id").asString();
        String type = job.path("type").asString();
        if (sightings.handedOut.putIfAbsent(id, type) != null) {
            sightings.mistake("job " + id + " was handed out twice");
        }
        String result = switch (type) {
            case "image-builder-manifest" -> {
                sightings.finishedManifests.add(id);
                yield "{\"data\":{\"version\":\"2\",\"made-by\":\"%s\"},\"info\":{\"pipeline_names\":{\"build\":[\"build\"],\"payload\":[\"os\"]}},\"error\":\"\"}"
                        .formatted(id);
            }
            case "osbuild" -> {
                checkManifest(id, job.path("dynamic_args"));
                yield "{\"success\":true,\"osbuild_output\":{\"type\":\"result\",\"success\":true,\"log\":{},\"metadata\":{}},\"target_results\":[{\"name\":\"org.osbuild.aws.s3\",\"options\":{\"url\":\"https://example.com/%s\"}}],\"upload_status\":\"success\",\"host_os\":\"rhel-9.6\",\"arch\":\"x86_64\"}"
                        .formatted(id);
            }
            default -> "{}";
        };
        Answer answer = Json.patch(gateway, job.path("location").asString(), "{\"result\":" + result + "}");
        if (answer.status() != 200) {
            sightings.mistake("finishing " + id + " gave " + answer);
        }
    }

    private void checkManifest(String id, JsonNode arguments) {
        String manifest = arguments.path(0).path("data").path("made-by").asString("");
        if (arguments.size() != 1 || !sightings.finishedManifests.contains(manifest)) {
            sightings.mistake("osbuild job " + id + " came without its manifest: " + arguments);
        }
    }
}
