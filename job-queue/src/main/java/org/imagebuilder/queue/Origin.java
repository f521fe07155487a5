package org.imagebuilder.queue;

import org.jspecify.annotations.Nullable;

/**
 * The request a job comes from; every event of the job carries both ids.
 *
 * @param traceId W3C trace id, 32 hex digits
 * @param correlationId the request's operation id or the client's external id
 */
public record Origin(@Nullable String traceId, @Nullable String correlationId) {

    /** A job nobody asked for over HTTP. */
    public static final Origin NONE = new Origin(null, null);
}
