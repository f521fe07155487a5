package org.imagebuilder.composer.blueprint.conversion;

import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.ComposeRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the blueprint of a request, before anybody looks at the distribution or the image's type. */
public final class Conversion {

    private Conversion() {}

    /**
     * The blueprint of a request.
     *
     * @throws org.imagebuilder.http.errors.ApiException if something in it is wrong whatever the image
     */
    public static Blueprint of(ComposeRequest request) {
        if (request.customizations() != null && request.blueprint() != null) {
            throw ComposerError.BLUEPRINT_AND_CUSTOMIZATIONS.plain();
        }
        return request.blueprint() == null
                ? ofCustomizations(request.customizations())
                : ofBlueprint(request.blueprint(), "/blueprint");
    }

    /**
     * The blueprint of one in the form of a request.
     *
     * @param blueprint one that follows the schema
     * @param at JSON pointer of it within the request
     * @throws org.imagebuilder.http.errors.ApiException if something in it is wrong whatever the image
     */
    public static Blueprint ofBlueprint(JsonNode blueprint, String at) {
        return BlueprintForm.convert(blueprint, at);
    }

    private static Blueprint ofCustomizations(@Nullable JsonNode customizations) {
        return customizations == null
                ? Blueprint.empty()
                : CustomizationsForm.convert(customizations, "/customizations");
    }
}
