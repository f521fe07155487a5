package org.imagebuilder.composer.depsolve;

import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.blueprint.PackageSpecs;
import org.imagebuilder.composer.blueprint.conversion.Conversion;
import org.imagebuilder.composer.catalogue.ApiImageType;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.packages.PackageSource;
import org.imagebuilder.composer.packages.PackageSources;
import org.imagebuilder.composer.request.RequestDocuments;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.NewJob;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a request to the job that fulfils it. Clients rely on the order of the checks: the first failure wins. */
@Component
final class DepsolvePlanner {

    private final RequestDocuments documents;
    private final PackageSources sources;

    DepsolvePlanner(RequestDocuments documents, PackageSources sources) {
        this.documents = documents;
        this.sources = sources;
    }

    /** @throws org.imagebuilder.http.errors.ApiException if the request cannot be fulfilled */
    NewJob plan(UUID id, byte[] body) {
        JsonNode document = documents.read(body, "DepsolveRequest");
        RequestDocuments.requireUuid(document, "/blueprint/customizations/openscap/policy_id");
        DepsolveRequest request = documents.as(DepsolveRequest.class, document);
        Blueprint blueprint = blueprint(request.blueprint());
        String distro = blueprint.distroOr(request.distribution());
        if (!distro.equals(request.distribution())) {
            throw ComposerError.DISTRIBUTION_MISMATCH.because(
                    "the blueprint is for " + distro + ", the request for " + request.distribution());
        }
        PackageSource source = sources.of(request.distribution(), request.architecture(), request.repositories());
        refuseImageType(request.imageType(), source);
        String arguments =
                JsonMapper.shared().writeValueAsString(DepsolveArguments.of(PackageSpecs.of(blueprint), source));
        return new NewJob(id, JobType.DEPSOLVE.storedType(request.architecture()), arguments, List.of());
    }

    /** Composes take a blueprint without a name for none at all, but here it is what is asked about. */
    private static Blueprint blueprint(JsonNode blueprint) {
        if (blueprint.path("name").asString("").isEmpty()) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#/blueprint/name: must not be empty");
        }
        return Conversion.ofBlueprint(blueprint, "/blueprint");
    }

    /** Which packages an image has beside those of its blueprint is known to workers alone. */
    private static void refuseImageType(@Nullable String name, PackageSource source) {
        if (name == null) {
            return;
        }
        ApiImageType type = ApiImageType.of(name).orElseThrow(ComposerError.UNKNOWN_IMAGE_TYPE::plain);
        var _ = source.distribution().requireImageType(source.architecture(), type);
        throw ComposerError.VALIDATION_FAILED.because("#/image_type: not supported yet, since the packages that " + name
                + " images have by themselves are not known here; without it, the blueprint's own are resolved");
    }
}
