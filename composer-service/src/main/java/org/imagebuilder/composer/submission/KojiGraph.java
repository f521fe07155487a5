package org.imagebuilder.composer.submission;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.imagebuilder.composer.request.KojiRequest;
import org.imagebuilder.composer.targets.Targets;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.NewJob;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The jobs of a compose that Koji gets to know: one announces the build, then the images are built, and a last one
 * registers them together. Manifests do not wait for the announcement.
 */
@Component
final class KojiGraph {

    private static final String DIRECTORIES = "osbuild-cg/osbuild-composer-koji-";

    /** Of a build's dependencies, the announcement is the first one. */
    private static final int MANIFEST_INDEX = 1;

    private final Targets targets;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    KojiGraph(Targets targets) {
        this(targets, Clock.systemUTC(), Ids::next);
    }

    KojiGraph(Targets targets, Clock clock, Supplier<UUID> ids) {
        this.targets = targets;
        this.clock = clock;
        this.ids = ids;
    }

    private record ImageIds(UUID manifest, UUID build) {}

    /** The jobs, the compose's root last. */
    List<NewJob> jobs(KojiRequest koji, List<PlannedImage> images) {
        UUID init = ids.get();
        List<ImageIds> imageIds =
                images.stream().map(_ -> new ImageIds(ids.get(), ids.get())).toList();
        UUID root = ids.get();
        String directory = DIRECTORIES + root;
        List<String> filenames = images.stream()
                .map(image -> KojiFile.name(
                        koji, image.plan().architecture(), image.plan().type().filename()))
                .toList();

        List<NewJob> jobs = new ArrayList<>();
        jobs.add(job(init, JobType.KOJI_INIT, KojiArguments.Init.of(koji), List.of()));
        for (int i = 0; i < images.size(); i++) {
            PlannedImage image = images.get(i);
            UUID manifest = imageIds.get(i).manifest;
            ObjectNode target = targets.koji(
                    koji.server(), directory, filenames.get(i), image.plan().type());
            jobs.add(image.manifestJob(manifest));
            jobs.add(image.buildJob(imageIds.get(i).build, arguments(target, image.plan()), List.of(init, manifest)));
        }
        List<UUID> dependencies = new ArrayList<>(List.of(init));
        imageIds.forEach(image -> dependencies.add(image.build));
        var arguments = KojiArguments.Finalize.of(koji, filenames, directory, clock.instant());
        jobs.add(job(root, JobType.KOJI_FINALIZE, arguments, dependencies));
        return jobs;
    }

    private static BuildArguments arguments(ObjectNode kojiTarget, ImagePlan image) {
        List<ObjectNode> all = new ArrayList<>(List.of(kojiTarget));
        all.addAll(image.targets());
        return BuildArguments.koji(all, MANIFEST_INDEX, image.type().bootMode());
    }

    private NewJob job(UUID id, JobType type, Object arguments, List<UUID> dependencies) {
        return new NewJob(id, type.wireName(), json.writeValueAsString(arguments), dependencies);
    }
}
