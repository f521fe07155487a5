package org.imagebuilder.composer.blueprint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagebuilder.composer.catalogue.ImageType;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.ComposeRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes blueprints of requests, and refuses what workers could not honour: they would ignore it, or fail late. */
public final class Blueprints {

    private static final String PACKAGES = "packages";
    private static final String PARTITIONING_MODE = "partitioning_mode";
    private static final String USUAL_PARTITIONING_MODE = "auto-lvm";
    private static final String FILESYSTEM = "customizations.filesystem";

    private Blueprints() {}

    /**
     * The blueprint of a request, before the image's type is looked at.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the request asks for what is not supported yet
     */
    public static Blueprint from(ComposeRequest request) {
        if (request.blueprint() != null) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#/blueprint: not supported yet, use customizations");
        }
        JsonNode customizations = request.customizations();
        if (customizations == null) {
            return Blueprint.empty();
        }
        customizations.properties().forEach(Blueprints::checkSupported);
        List<String> packages = new ArrayList<>();
        customizations.path(PACKAGES).forEach(name -> packages.add(name.stringValue()));
        if (packages.contains("")) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#/customizations/packages: a package without a name");
        }
        Blueprint empty = Blueprint.empty();
        return new Blueprint(
                empty.name(),
                null,
                empty.version(),
                null,
                packages.stream()
                        .map(name -> new Blueprint.NamedPackage(name, null))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                empty.customizations());
    }

    /**
     * Fits a blueprint to a type of image.
     *
     * @param size bytes; null and 0 stand for the usual size
     * @throws org.imagebuilder.http.errors.ApiException if such images cannot be like that
     */
    public static Blueprint fit(Blueprint blueprint, ImageType type, @Nullable BigInteger size) {
        for (String option : type.requiredOptions()) {
            throw ComposerError.INVALID_CUSTOMIZATION.because(type.name() + " images need " + option);
        }
        if (!blueprint.packages().isEmpty() && !type.supports(PACKAGES)) {
            throw ComposerError.INVALID_CUSTOMIZATION.because(type.name() + " images cannot have further packages");
        }
        BigInteger usual = BigInteger.valueOf(type.defaultSize());
        if (size == null || size.signum() == 0 || size.equals(usual)) {
            return blueprint;
        }
        // Workers have no argument for the size of an image, but a larger root file system makes a larger image.
        if (usual.signum() > 0 && size.compareTo(usual) > 0 && type.supports(FILESYSTEM)) {
            ObjectNode larger = JsonNodeFactory.instance.objectNode();
            larger.putArray("filesystem").addObject().put("mountpoint", "/").put("minsize", size);
            return blueprint.withCustomizations(larger);
        }
        throw ComposerError.VALIDATION_FAILED.because(
                usual.signum() == 0
                        ? "the size of " + type.name() + " images cannot be chosen"
                        : type.name() + " images have " + usual + " bytes, " + size + " are not possible");
    }

    private static void checkSupported(Map.Entry<String, JsonNode> customization) {
        String name = customization.getKey();
        JsonNode value = customization.getValue();
        boolean saysNothing = value.isContainer() && value.isEmpty();
        if (name.equals(PARTITIONING_MODE)) {
            if (!value.stringValue().equals(USUAL_PARTITIONING_MODE)) {
                throw ComposerError.INVALID_PARTITIONING_MODE.because(
                        "only " + USUAL_PARTITIONING_MODE + " is supported yet");
            }
        } else if (!name.equals(PACKAGES) && !saysNothing) {
            throw ComposerError.INVALID_CUSTOMIZATION.because("#/customizations/" + name + ": not supported yet");
        }
    }
}
