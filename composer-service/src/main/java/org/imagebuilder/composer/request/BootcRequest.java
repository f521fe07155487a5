package org.imagebuilder.composer.request;

import org.jspecify.annotations.Nullable;

/**
 * A bootable container to make an image of.
 *
 * @param buildReference a container with the tools for that; null if they are in the first one
 * @param isoPayloadReference what an ISO installs
 */
public record BootcRequest(
        String reference,
        @Nullable String buildReference,
        @Nullable String isoPayloadReference) {}
