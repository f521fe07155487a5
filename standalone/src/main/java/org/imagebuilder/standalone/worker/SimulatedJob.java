package org.imagebuilder.standalone.worker;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * What the simulated worker pretends to do for a job.
 *
 * @param type jobs it is for
 * @param step how long each step takes
 * @param steps what there is to do, one after the other
 * @param result from the job and the worker's architecture, the shape of a real result with invented content
 */
record SimulatedJob(String type, Duration step, List<String> steps, BiFunction<HandedOutJob, String, JsonNode> result) {

    private static final Duration SLOW = Duration.ofMillis(700);
    /** Somebody waits for the answer. */
    private static final Duration QUICK = Duration.ofMillis(200);

    private static final List<SimulatedJob> KNOWN = List.of(
            new SimulatedJob(
                    "image-builder-manifest",
                    SLOW,
                    List.of("resolving packages", "writing the manifest"),
                    (job, _) -> SimulatedManifest.made(job)),
            new SimulatedJob(
                    "osbuild",
                    SLOW,
                    List.of("preparing the build root", "installing packages", "assembling the image", "uploading"),
                    SimulatedImages::built),
            new SimulatedJob(
                    "depsolve", QUICK, List.of("resolving packages"), (job, _) -> SimulatedPackages.resolved(job)),
            new SimulatedJob(
                    "search-packages", QUICK, List.of("searching packages"), (job, _) -> SimulatedPackages.found(job)),
            new SimulatedJob("koji-init", SLOW, List.of("opening the build"), (_, _) -> SimulatedKoji.opened()),
            new SimulatedJob(
                    "koji-finalize", SLOW, List.of("importing the images"), (job, _) -> SimulatedKoji.imported(job)),
            new SimulatedJob(
                    "aws-ec2-copy", SLOW, List.of("copying the image"), (job, _) -> SimulatedClones.copied(job)),
            new SimulatedJob(
                    "aws-ec2-share", SLOW, List.of("sharing the image"), (job, _) -> SimulatedClones.shared(job)));

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
