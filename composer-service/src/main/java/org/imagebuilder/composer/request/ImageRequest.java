package org.imagebuilder.composer.request;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One image.
 *
 * @param size bytes; null and 0 stand for the usual size
 * @param uploadOptions for the image type's usual target
 */
public record ImageRequest(
        String architecture,
        String imageType,
        List<RepositoryRequest> repositories,
        @Nullable OsTreeRequest ostree,
        @Nullable List<TargetRequest> uploadTargets,
        @Nullable JsonNode uploadOptions,
        @Nullable BigInteger size) {

    /** A target beside the usual one. */
    public record TargetRequest(String type, JsonNode uploadOptions) {

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "TargetRequest[...]";
        }
    }

    /** An OSTree commit to build, or to build upon. */
    public record OsTreeRequest(
            @Nullable String url,
            @Nullable String contenturl,
            @Nullable String ref,
            @Nullable String parent,
            boolean rhsm) {

        /** Whether it says nothing. */
        public boolean isEmpty() {
            return url == null && contenturl == null && ref == null && parent == null && !rhsm;
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "OsTreeRequest[...]";
        }
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "ImageRequest[...]";
    }
}
