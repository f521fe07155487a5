package org.imagebuilder.composer.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
import org.imagebuilder.composer.request.ImageRequest;
import org.imagebuilder.composer.request.RequestReader.ReadRequest;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewCompose;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From a request to the jobs that fulfil it. Clients rely on the order of the checks: the first failure wins. */
@Component
final class ComposePlanner {

    private final Catalogue catalogue;
    private final ImagePlanner images;
    private final Supplier<UUID> ids;
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    ComposePlanner(Catalogue catalogue, ImagePlanner images) {
        this(catalogue, images, Ids::next);
    }

    ComposePlanner(Catalogue catalogue, ImagePlanner images, Supplier<UUID> ids) {
        this.catalogue = catalogue;
        this.images = images;
        this.ids = ids;
    }

    /** @throws org.imagebuilder.http.errors.ApiException if the request cannot be fulfilled */
    JobGraph plan(ReadRequest read, String channel, Origin origin) {
        ComposeRequest request = read.request();
        String distributionName = requestedDistribution(request);
        Blueprint blueprint = Conversion.of(request);
        String requestedName = blueprint.distroOr(distributionName);
        Distribution distribution = catalogue
                .find(requestedName)
                .orElseThrow(() -> ComposerError.UNKNOWN_DISTRIBUTION.because(requestedName));
        ImagePlan image = onlyImage(request, requestedName, distribution);
        Image wanted = new Image(
                distribution,
                image.architecture(),
                image.type(),
                imageRequests(request).getFirst().size());
        Blueprint fitted = Fitting.fit(blueprint, Form.of(request), wanted);
        return graph(image, fitted, Subscription.of(request), read.document(), channel, origin);
    }

    private static String requestedDistribution(ComposeRequest request) {
        String distribution = request.distribution();
        if (distribution != null && request.bootc() != null) {
            throw ComposerError.DISTRIBUTION_AND_BOOTC.plain();
        }
        if (request.koji() != null) {
            throw ComposerError.VALIDATION_FAILED.because("#/koji: not supported yet");
        }
        if (request.bootc() != null) {
            throw ComposerError.VALIDATION_FAILED.because("#/bootc: not supported yet");
        }
        if (distribution == null) {
            throw ComposerError.NEITHER_DISTRIBUTION_NOR_BOOTC.plain();
        }
        String bootcOnly = ApiImageType.BOOTABLE_CONTAINER_ISO.wireName();
        if (imageRequests(request).stream().anyMatch(image -> image.imageType().equals(bootcOnly))) {
            throw ComposerError.BOOTC_ONLY_IMAGE_TYPE.plain();
        }
        return distribution;
    }

    private ImagePlan onlyImage(ComposeRequest request, String requestedName, Distribution distribution) {
        if ((request.imageRequest() == null) == (request.imageRequests() == null)) {
            throw ComposerError.INVALID_NUMBER_OF_IMAGES.because("one of image_request and image_requests is needed");
        }
        List<ImagePlan> plans = new ArrayList<>();
        for (ImageRequest image : imageRequests(request)) {
            String at = request.imageRequest() != null ? "/image_request" : "/image_requests/" + plans.size();
            plans.add(images.plan(request, image, requestedName, distribution, at));
        }
        if (plans.size() != 1) {
            throw ComposerError.INVALID_NUMBER_OF_IMAGES.because("expected 1 image request, got " + plans.size());
        }
        return plans.getFirst();
    }

    private static List<ImageRequest> imageRequests(ComposeRequest request) {
        List<ImageRequest> all = new ArrayList<>();
        if (request.imageRequest() != null) {
            all.add(request.imageRequest());
        }
        if (request.imageRequests() != null) {
            all.addAll(request.imageRequests());
        }
        return all;
    }

    private JobGraph graph(
            ImagePlan image,
            Blueprint blueprint,
            @Nullable Subscription subscription,
            String document,
            String channel,
            Origin origin) {
        var args = new ManifestArguments.Args(
                image.distribution().name(),
                image.architecture(),
                image.type().name(),
                blueprint,
                image.repositories(),
                subscription);
        ObjectNode targets = JsonNodeFactory.instance.objectNode();
        targets.putArray("targets").addAll(image.targets());
        var manifest = new NewJob(
                ids.get(),
                JobType.IMAGE_BUILDER_MANIFEST.storedType(image.architecture()),
                json.writeValueAsString(ManifestArguments.of(args)),
                List.of());
        var build = new NewJob(
                ids.get(),
                JobType.OSBUILD.storedType(image.architecture()),
                targets.toString(),
                List.of(manifest.id()));
        var compose = new NewCompose(
                build.id(),
                document,
                image.distribution().name(),
                image.architecture(),
                image.apiType().wireName());
        return new JobGraph(channel, compose, List.of(manifest, build), origin);
    }
}
