package org.imagebuilder.composer.blueprint.fitting;

import tools.jackson.databind.JsonNode;

/** Something that workers insist on. */
interface Rule {

    /**
     * Looks for what such an image cannot have.
     *
     * @param customizations of a blueprint, with everything in the types that the request's schema asks for
     */
    void check(JsonNode customizations, Image image, Findings findings);
}
