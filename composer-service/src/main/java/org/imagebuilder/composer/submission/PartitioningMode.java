package org.imagebuilder.composer.submission;

import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.ComposeRequest;
import tools.jackson.databind.JsonNode;

/** How a disk is divided that has no layout of its own. Workers cannot be told, so that only the usual way remains. */
final class PartitioningMode {

    private static final String USUAL = "auto-lvm";

    private PartitioningMode() {}

    /** @throws org.imagebuilder.http.errors.ApiException if a request asks for another one */
    static void check(ComposeRequest request) {
        if (request.customizations() != null) {
            check(request.customizations(), "/customizations");
        }
        if (request.blueprint() != null) {
            check(request.blueprint().path("customizations"), "/blueprint/customizations");
        }
    }

    private static void check(JsonNode customizations, String at) {
        if (!customizations.path("partitioning_mode").asString(USUAL).equals(USUAL)) {
            throw ComposerError.INVALID_PARTITIONING_MODE.because(
                    "#" + at + "/partitioning_mode: only " + USUAL + " can be built");
        }
    }
}
