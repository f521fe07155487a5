package org.imagebuilder.composer.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository as clients describe it. */
public record RepositoryRequest(
        boolean rhsm,
        @Nullable String baseurl,
        @Nullable String mirrorlist,
        @Nullable String metalink,
        @Nullable String gpgkey,
        @Nullable Boolean checkGpg,
        @Nullable Boolean checkRepoGpg,
        @Nullable Boolean ignoreSsl,
        @Nullable Boolean moduleHotfixes,
        @Nullable List<String> packageSets) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "RepositoryRequest[...]";
    }
}
