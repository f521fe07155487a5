package org.imagebuilder.composer.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.blueprint.Form;
import org.imagebuilder.composer.blueprint.conversion.Conversion;
import org.imagebuilder.composer.blueprint.fitting.Fitting;
import org.imagebuilder.composer.blueprint.fitting.Image;
import org.imagebuilder.composer.catalogue.ApiImageType;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.registration.Subscription;
import org.imagebuilder.composer.request.ComposeRequest;
import org.imagebuilder.composer.request.KojiRequest;
import org.imagebuilder.composer.request.RequestReader.ReadRequest;
import org.imagebuilder.composer.submission.ImageRequests.Placed;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewCompose;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** From a request to the jobs that fulfil it. Clients rely on the order of the checks: the first failure wins. */
@Component
final class ComposePlanner {

    private final Catalogue catalogue;
    private final ImagePlanner images;
    private final KojiGraph koji;
    private final BootcRefusal bootc;
    private final Supplier<UUID> ids;

    @Autowired
    ComposePlanner(Catalogue catalogue, ImagePlanner images, KojiGraph koji, BootcRefusal bootc) {
        this(catalogue, images, koji, bootc, Ids::next);
    }

    ComposePlanner(Catalogue catalogue, ImagePlanner images, KojiGraph koji, BootcRefusal bootc, Supplier<UUID> ids) {
        this.catalogue = catalogue;
        this.images = images;
        this.koji = koji;
        this.bootc = bootc;
        this.ids = ids;
    }

    /** @throws org.imagebuilder.http.errors.ApiException if the request cannot be fulfilled */
    JobGraph plan(ReadRequest read, String channel, Origin origin) {
        ComposeRequest request = read.request();
        String distributionName = requestedDistribution(request);
        Blueprint blueprint = Conversion.of(request);
        String requestedName = blueprint.distroOr(distributionName);
        Distribution distribution = catalogue.require(requestedName);
        List<PlannedImage> planned = planned(read, blueprint, requestedName, distribution);
        List<NewJob> jobs = request.koji() == null ? jobs(planned.getFirst()) : koji.jobs(request.koji(), planned);
        var compose = new NewCompose(
                jobs.getLast().id(),
                read.document(),
                distribution.name(),
                common(planned, ImagePlan::architecture),
                common(planned, image -> image.apiType().wireName()));
        return new JobGraph(channel, compose, jobs, origin);
    }

    private String requestedDistribution(ComposeRequest request) {
        String distribution = request.distribution();
        if (distribution != null && request.bootc() != null) {
            throw ComposerError.DISTRIBUTION_AND_BOOTC.plain();
        }
        if (request.bootc() != null) {
            throw bootc.of(request, request.bootc());
        }
        if (distribution == null) {
            throw ComposerError.NEITHER_DISTRIBUTION_NOR_BOOTC.plain();
        }
        String bootcOnly = ApiImageType.BOOTABLE_CONTAINER_ISO.wireName();
        if (ImageRequests.all(request).stream()
                .anyMatch(placed -> placed.image().imageType().equals(bootcOnly))) {
            throw ComposerError.BOOTC_ONLY_IMAGE_TYPE.plain();
        }
        return distribution;
    }

    private List<PlannedImage> planned(
            ReadRequest read, Blueprint blueprint, String requestedName, Distribution distribution) {
        KojiRequest build = read.request().koji();
        List<Placed> placed = ImageRequests.inOneForm(read.request());
        List<ImagePlan> plans = new ArrayList<>();
        for (Placed image : placed) {
            plans.add(images.plan(read.request(), image.image(), requestedName, distribution, image.at()));
            if (build == null) {
                image.checkHasTarget();
            }
        }
        if (build == null) {
            ImageRequests.checkIsOne(plans);
        } else {
            checkTask(build);
            ImageRequests.checkFitOneBuild(plans, read.document().length());
        }
        List<PlannedImage> planned = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            ImagePlan plan = plans.get(i);
            Image wanted = new Image(
                    distribution,
                    plan.architecture(),
                    plan.type(),
                    placed.get(i).image().size());
            planned.add(new PlannedImage(
                    plan, Fitting.fit(blueprint, Form.of(read.request()), wanted), Subscription.of(read.request())));
        }
        return planned;
    }

    private static void checkTask(KojiRequest koji) {
        if (koji.taskId() < 0) {
            throw ComposerError.VALIDATION_FAILED.because("#/koji/task_id: less than 0");
        }
    }

    private List<NewJob> jobs(PlannedImage image) {
        NewJob manifest = image.manifestJob(ids.get());
        NewJob build =
                image.buildJob(ids.get(), BuildArguments.plain(image.plan().targets()), List.of(manifest.id()));
        return List.of(manifest, build);
    }

    /** What all images have in common; null if they differ. */
    private static @Nullable String common(List<PlannedImage> images, Function<ImagePlan, String> property) {
        List<String> values =
                images.stream().map(PlannedImage::plan).map(property).distinct().toList();
        return values.size() == 1 ? values.getFirst() : null;
    }
}
