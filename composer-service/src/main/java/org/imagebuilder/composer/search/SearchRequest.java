package org.imagebuilder.composer.search;

import java.util.List;
import org.imagebuilder.composer.request.RepositoryRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which packages a client looks for.
 *
 * @param packages names; {@code *} stands for any characters
 */
record SearchRequest(
        String distribution,
        String architecture,
        List<String> packages,
        @Nullable List<RepositoryRequest> repositories) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "SearchRequest[...]";
    }
}
