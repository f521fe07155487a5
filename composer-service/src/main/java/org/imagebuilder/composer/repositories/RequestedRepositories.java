package org.imagebuilder.composer.repositories;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.RepositoryRequest;
import org.jspecify.annotations.Nullable;

/** Repositories that come with a request. */
public final class RequestedRepositories {

    private RequestedRepositories() {}

    /**
     * Checks and converts them.
     *
     * @param at JSON pointer of the list within the request
     * @throws org.imagebuilder.http.errors.ApiException if one has no address, or a check without a key
     */
    public static List<Repository> read(List<RepositoryRequest> requests, String at) {
        List<Repository> repositories = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            repositories.add(read(requests.get(i), at + "/" + i));
        }
        return repositories;
    }

    private static Repository read(RepositoryRequest request, String at) {
        String baseurl = nonEmpty(request.baseurl());
        String gpgkey = nonEmpty(request.gpgkey());
        if (baseurl == null && request.mirrorlist() == null && request.metalink() == null) {
            throw ComposerError.INVALID_REPOSITORY.because("#" + at);
        }
        if (Boolean.TRUE.equals(request.checkGpg()) && gpgkey == null) {
            throw ComposerError.NO_GPG_KEY.because("#" + at);
        }
        boolean mirrorlist = baseurl == null && request.mirrorlist() != null;
        boolean metalink = baseurl == null && !mirrorlist;
        return new Repository(
                null,
                baseurl == null ? List.of() : List.of(baseurl),
                metalink ? request.metalink() : null,
                mirrorlist ? request.mirrorlist() : null,
                gpgkey == null ? List.of() : List.of(gpgkey),
                request.checkGpg(),
                request.checkRepoGpg(),
                request.ignoreSsl(),
                null,
                request.moduleHotfixes(),
                request.rhsm() ? true : null,
                List.of(),
                request.packageSets() == null ? List.of() : request.packageSets());
    }

    private static @Nullable String nonEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
