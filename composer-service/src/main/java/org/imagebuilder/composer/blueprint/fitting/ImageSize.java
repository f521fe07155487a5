package org.imagebuilder.composer.blueprint.fitting;

import java.math.BigInteger;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.errors.ComposerError;
import tools.jackson.databind.node.ObjectNode;

/** Workers have no argument for the size of an image, but a larger root file system makes a larger image. */
final class ImageSize {

    private static final String FILESYSTEM = "filesystem";

    private ImageSize() {}

    static Blueprint fit(Blueprint blueprint, Image image) {
        BigInteger size = image.size();
        BigInteger usual = BigInteger.valueOf(image.type().defaultSize());
        if (size == null || size.signum() == 0 || size.equals(usual)) {
            return blueprint;
        }
        String images = image.type().name() + " images";
        if (usual.signum() == 0) {
            throw refusal("the size of " + images + " cannot be chosen");
        }
        if (size.compareTo(usual) < 0 || !image.type().supports("customizations." + FILESYSTEM)) {
            throw refusal(images + " have " + usual + " bytes, " + size + " are not possible");
        }
        ObjectNode customizations = blueprint.customizations().deepCopy();
        if (customizations.has(FILESYSTEM) || customizations.has("disk")) {
            throw refusal("an image with file systems or a disk layout of its own has the size that these need, " + size
                    + " cannot be chosen as well");
        }
        customizations.putArray(FILESYSTEM).addObject().put("mountpoint", "/").put("minsize", size);
        return blueprint.withCustomizations(customizations);
    }

    private static RuntimeException refusal(String why) {
        return ComposerError.VALIDATION_FAILED.because(why);
    }
}
