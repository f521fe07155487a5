package org.imagebuilder.queue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a compose beside its jobs.
 *
 * @param id the id of its root job
 * @param request the client's request as JSON, after defaults
 * @param distribution for events only, as are architecture and image type
 */
public record NewCompose(
        UUID id,
        String request,
        @Nullable String distribution,
        @Nullable String architecture,
        @Nullable String imageType) {

    /** Without the request, which may hold secrets. */
    @Override
    public String toString() {
        return "NewCompose[" + id + "]";
    }
}
