package org.imagebuilder.standalone.worker;

import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * What the simulated worker pretends to do for a job.
 *
 * @param type jobs it is for
 * @param steps what there is to do, one after the other
 * @param result from the job and the worker's architecture, the shape of a real result with invented content
 */
record SimulatedJob(String type, List<String> steps, BiFunction<HandedOutJob, String, JsonNode> result) {

    private static final List<SimulatedJob> KNOWN = List.of(
            new SimulatedJob(
                    "image-builder-manifest",
                    List.of("resolving packages", "writing the manifest"),
                    (_, _) -> SimulatedResults.manifest()),
            new SimulatedJob(
                    "osbuild",
                    List.of("preparing the build root", "installing packages", "assembling the image", "uploading"),
                    SimulatedResults::image));

    static List<String> types() {
        return KNOWN.stream().map(SimulatedJob::type).toList();
    }

    static SimulatedJob of(HandedOutJob job) {
        return KNOWN.stream()
                .filter(known -> known.type.equals(job.type()))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("nobody asked for a job of type " + job.type()));
    }
}
