package org.imagebuilder.composer.cloning;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A machine image of EC2. */
record ImagePlace(String ami, String region) {

    /** Where no image is yet. */
    static final ImagePlace NOWHERE = new ImagePlace("", "");

    /** Reads the members {@code ami} and {@code region}; empty if one is missing or no text. */
    static Optional<ImagePlace> in(JsonNode node) {
        JsonNode ami = node.path("ami");
        JsonNode region = node.path("region");
        return ami.isString() && region.isString()
                ? Optional.of(new ImagePlace(ami.stringValue(), region.stringValue()))
                : Optional.empty();
    }

    boolean isKnown() {
        return !ami.isEmpty() && !region.isEmpty();
    }
}
