package org.imagebuilder.composer.submission;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.catalogue.ApiImageType;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.catalogue.Distribution;
import org.imagebuilder.composer.catalogue.ImageType;
import org.imagebuilder.composer.catalogue.Limits;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.repositories.DefaultRepositories;
import org.imagebuilder.composer.repositories.PayloadRepositories;
import org.imagebuilder.composer.repositories.Repository;
import org.imagebuilder.composer.repositories.RequestedRepositories;
import org.imagebuilder.composer.request.ComposeRequest;
import org.imagebuilder.composer.request.ImageRequest;
import org.imagebuilder.composer.targets.Targets;
import org.springframework.stereotype.Component;

/** Looks up what an image request names. */
@Component
final class ImagePlanner {

    private final Catalogue catalogue;
    private final DefaultRepositories defaults;
    private final Targets targets;

    ImagePlanner(Catalogue catalogue, DefaultRepositories defaults, Targets targets) {
        this.catalogue = catalogue;
        this.defaults = defaults;
        this.targets = targets;
    }

    /**
     * Checks everything that an image request names, in the order that clients rely on.
     *
     * @param compose the request that the image belongs to
     * @param requestedName the distribution's name or alias as the client spelt it
     * @param at JSON pointer of the image request within the request
     */
    ImagePlan plan(
            ComposeRequest compose, ImageRequest request, String requestedName, Distribution distribution, String at) {
        String architecture = request.architecture();
        distribution.requireArchitecture(architecture);
        ApiImageType apiType =
                ApiImageType.of(request.imageType()).orElseThrow(ComposerError.UNKNOWN_IMAGE_TYPE::plain);
        ImageType type = distribution.requireImageType(architecture, apiType);
        List<Repository> repositories = repositories(compose, request, type, requestedName, at);
        PartitioningMode.check(compose);
        checkOsTree(request, distribution.limits(), type, at);
        return new ImagePlan(
                distribution,
                architecture,
                apiType,
                type,
                repositories,
                targets.of(request, new Targets.Image(apiType, type, distribution.name()), at));
    }

    /** Payload repositories come after those of the request, but before the distribution's own. */
    private List<Repository> repositories(
            ComposeRequest compose, ImageRequest request, ImageType type, String requestedName, String at) {
        List<Repository> repositories =
                new ArrayList<>(RequestedRepositories.read(request.repositories(), at + "/repositories"));
        repositories.addAll(PayloadRepositories.of(compose, type));
        if (request.repositories().isEmpty()) {
            // by the name as requested: a major release's alias has repositories of its own, which move with it
            String name = catalogue.standardName(requestedName);
            repositories.addAll(defaults.forImage(name, request.architecture(), type.name()));
        }
        return repositories;
    }

    private static void checkOsTree(ImageRequest request, Limits limits, ImageType type, String at) {
        ImageRequest.OsTreeRequest ostree = request.ostree();
        if (ostree != null && !ostree.isEmpty()) {
            throw ComposerError.INVALID_OSTREE_PARAMS.because(
                    ostree.contenturl() != null && ostree.url() == null
                            ? "#" + at + "/ostree: contenturl needs url"
                            : "#" + at + "/ostree: not supported, workers cannot be told of a commit");
        }
        if (limits.osTreeTypesWithoutSource().contains(type.name())) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#" + at + "/ostree/url: " + type.name()
                    + " images are made of a commit from there, of which workers cannot be told");
        }
    }
}
