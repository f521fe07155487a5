package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.lanes.Lane;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in workers that wait for a job. */
@RestController
final class HandOut {

    private final Workers workers;
    private final Polls polls;

    HandOut(Workers workers, Polls polls) {
        this.workers = workers;
        this.polls = polls;
    }

    @PostMapping("/jobs")
    void next(JsonBody body, Channel channel, RequestIds ids, HttpServletRequest request) {
        polls.requireRoom();
        JobRequest wanted = body.as(JobRequest.class);
        UUID worker = wanted.worker();
        Set<Lane> where = wanted.lanes(channel.name());
        WorkerError.REQUESTING_JOB.unless(() -> requireKnown(worker, channel));
        polls.open(request, Asked.in(request, ids, wanted), where, worker);
    }

    private boolean requireKnown(@Nullable UUID worker, Channel channel) {
        if (worker != null && !workers.isKnown(worker, channel.name())) {
            throw new ApiException(WorkerError.WORKER_ID_NOT_FOUND);
        }
        return true;
    }
}
