package org.imagebuilder.gateway.registration;

import java.util.UUID;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.UuidText;

/** Reads ids of workers. */
final class WorkerIds {

    private WorkerIds() {}

    static UUID read(String text) {
        return UuidText.read(text).orElseThrow(() -> new ApiException(WorkerError.MALFORMED_WORKER_ID));
    }
}
