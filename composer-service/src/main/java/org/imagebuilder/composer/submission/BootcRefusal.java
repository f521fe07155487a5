package org.imagebuilder.composer.submission;

import java.util.List;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.blueprint.conversion.Conversion;
import org.imagebuilder.composer.catalogue.ApiImageType;
import org.imagebuilder.composer.catalogue.BootcImages;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.BootcRequest;
import org.imagebuilder.composer.request.ComposeRequest;
import org.imagebuilder.composer.request.ImageRequest;
import org.imagebuilder.composer.submission.ImageRequests.Placed;
import org.imagebuilder.composer.targets.Targets;
import org.imagebuilder.http.errors.ApiException;
import org.springframework.stereotype.Component;

/**
 * Refuses composes from bootable containers: manifests are made by workers, and workers make them from distributions
 * only. Whatever else is wrong with such a request is said first, in the order that clients rely on.
 */
@Component
final class BootcRefusal {

    private final Targets targets;
    private final BootcImages images = BootcImages.builtIn();

    BootcRefusal(Targets targets) {
        this.targets = targets;
    }

    /** The first thing that is wrong, and if that is nothing, that containers are not supported. */
    ApiException of(ComposeRequest request, BootcRequest bootc) {
        if (request.koji() != null) {
            return ComposerError.VALIDATION_FAILED.because("#/koji: not possible together with bootc");
        }
        List<Placed> placed = ImageRequests.inOneForm(request);
        ImageRequests.checkIsOne(placed);
        Blueprint _ = Conversion.of(request);
        check(placed.getFirst(), bootc);
        return ComposerError.DISTRIBUTION_MISSING.because("#/bootc: images of bootable containers are not supported");
    }

    private void check(Placed placed, BootcRequest bootc) {
        ImageRequest image = placed.image();
        if (!images.architectures().contains(image.architecture())) {
            throw ComposerError.UNKNOWN_ARCHITECTURE.because(
                    "no bootable container is built for " + image.architecture());
        }
        ApiImageType type = ApiImageType.of(image.imageType())
                .filter(t -> images.types().contains(t.catalogueName()))
                .orElseThrow(() -> ComposerError.UNKNOWN_IMAGE_TYPE.because(
                        "no bootable container becomes a " + image.imageType()));
        String payload = bootc.isoPayloadReference();
        if (payload != null && !payload.isEmpty() && type != ApiImageType.BOOTABLE_CONTAINER_ISO) {
            throw ComposerError.ISO_PAYLOAD_FORBIDDEN.because(
                    "#/bootc/iso_payload_reference: not for " + image.imageType());
        }
        placed.checkHasTarget();
        targets.check(image, type, placed.at());
    }
}
