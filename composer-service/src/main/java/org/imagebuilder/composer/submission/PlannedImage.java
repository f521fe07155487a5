package org.imagebuilder.composer.submission;

import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.registration.Subscription;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.NewJob;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One image of a compose, ready to become jobs: one that makes its manifest, and one that builds it of that.
 *
 * @param subscription null registers nothing
 */
record PlannedImage(
        ImagePlan plan, Blueprint blueprint, @Nullable Subscription subscription) {

    private static final JsonMapper JSON = JsonMapper.shared();

    NewJob manifestJob(UUID id) {
        var args = new ManifestArguments.Args(
                plan.distribution().name(),
                plan.architecture(),
                plan.type().name(),
                blueprint,
                plan.repositories(),
                subscription);
        String arguments = JSON.writeValueAsString(ManifestArguments.of(args));
        return new NewJob(id, JobType.IMAGE_BUILDER_MANIFEST.storedType(plan.architecture()), arguments, List.of());
    }

    /** @param dependencies whose results the job gets, in the order that its arguments tell of */
    NewJob buildJob(UUID id, BuildArguments arguments, List<UUID> dependencies) {
        return new NewJob(
                id, JobType.OSBUILD.storedType(plan.architecture()), JSON.writeValueAsString(arguments), dependencies);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "PlannedImage[...]";
    }
}
