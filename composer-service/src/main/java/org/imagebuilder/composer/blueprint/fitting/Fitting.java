package org.imagebuilder.composer.blueprint.fitting;

import java.util.List;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.blueprint.Form;
import org.imagebuilder.composer.errors.ComposerError;

/** Fits blueprints to images. */
public final class Fitting {

    private static final List<Rule> RULES = List.of(
            new ProvisioningRule(),
            new StorageRule(),
            new SecurityRule(),
            new FilesRule(),
            new RepositoryRule(),
            new GroupRule());

    private Fitting() {}

    /**
     * The blueprint as the image's worker gets it: for the distribution's real name, with room for the image's size, and
     * without what the image's type does not know and the blueprint leaves empty.
     *
     * @param form of the request, for the reasons of errors
     * @throws org.imagebuilder.http.errors.ApiException with all that cannot be, if such images cannot be like that
     */
    public static Blueprint fit(Blueprint blueprint, Form form, Image image) {
        Findings findings = new Findings(form);
        Blueprint supported = OptionSupport.check(blueprint, image.type(), findings);
        for (Rule rule : RULES) {
            rule.check(blueprint.customizations(), image, findings);
        }
        findings.raise(ComposerError.INVALID_CUSTOMIZATION);
        Blueprint sized = ImageSize.fit(supported, image);
        return sized.distroOr("").isEmpty()
                ? sized
                : sized.withDistro(image.distribution().name());
    }
}
