package org.imagebuilder.gateway.registration;

import java.util.UUID;
import java.util.regex.Pattern;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.Workers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Workers register when they start, and show every minute that they are still there. */
@RestController
final class Registration {

    /** New architectures may come at any time, but names of them do not get longer than this. */
    private static final Pattern ARCHITECTURE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final Workers workers;
    private final String path;

    Registration(Workers workers, GatewaySettings settings) {
        this.workers = workers;
        this.path = settings.basePath() + "/workers";
    }

    record NewWorker(@Nullable String arch) {}

    record WorkerId(String href, String id, String kind, String worker_id) {}

    @PostMapping("/workers")
    @ResponseStatus(HttpStatus.CREATED)
    WorkerId register(JsonBody body, Channel channel) {
        String architecture = body.as(NewWorker.class).arch();
        if (architecture == null || !ARCHITECTURE.matcher(architecture).matches()) {
            throw new ApiException(WorkerError.BODY_DECODING);
        }
        String id = WorkerError.INSERTING_WORKER
                .unless(() -> workers.register(channel.name(), architecture))
                .toString();
        return new WorkerId(path, id, "WorkerID", id);
    }

    @PostMapping("/workers/{worker_id}/status")
    void beat(@PathVariable("worker_id") String id, Channel channel) {
        UUID worker = WorkerIds.read(id);
        if (!WorkerError.UPDATING_WORKER.unless(() -> workers.beat(worker, channel.name()))) {
            throw new ApiException(WorkerError.WORKER_ID_NOT_FOUND);
        }
    }
}
