package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.metrics.JobMetrics;
import org.imagebuilder.queue.ClaimedJob;
import org.imagebuilder.queue.UnknownWorkerException;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.queue.lanes.Lane;
import org.imagebuilder.queue.lanes.Lanes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives a job to a worker that waits for one. */
@RestController
final class HandOut {

    private final Lanes lanes;
    private final Workers workers;
    private final WaitingPolls polls;
    private final Delivery delivery;
    private final JobMetrics metrics;
    private final Clock clock;
    private final GatewaySettings settings;

    HandOut(
            Lanes lanes,
            Workers workers,
            WaitingPolls polls,
            Delivery delivery,
            JobMetrics metrics,
            Clock clock,
            GatewaySettings settings) {
        this.lanes = lanes;
        this.workers = workers;
        this.polls = polls;
        this.delivery = delivery;
        this.metrics = metrics;
        this.clock = clock;
        this.settings = settings;
    }

    @PostMapping("/jobs")
    void next(JsonBody body, Channel channel, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JobRequest wanted = body.as(JobRequest.class);
        UUID worker = wanted.worker();
        Set<Lane> where = wanted.lanes(channel.name());
        WorkerError.REQUESTING_JOB.unless(() -> requireKnown(worker, channel));
        Connection connection = Connection.of(request);
        Optional<ClaimedJob> job = WorkerError.REQUESTING_JOB.unless(() -> await(where, worker, connection));
        if (job.isPresent()) {
            if (delivery.deliver(job.get(), connection, response)) {
                metrics.handedOut(job.get(), wanted.boundTo(), clock.instant());
            }
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        }
    }

    private boolean requireKnown(@Nullable UUID worker, Channel channel) {
        if (worker != null && !workers.isKnown(worker, channel.name())) {
            throw new ApiException(WorkerError.WORKER_ID_NOT_FOUND);
        }
        return true;
    }

    private Optional<ClaimedJob> await(Set<Lane> where, @Nullable UUID worker, Connection connection) {
        try (Poll _ = polls.open(connection)) {
            return lanes.next(where, worker, settings.longPoll());
        } catch (InterruptedException _) {
            return Optional.empty();
        } catch (UnknownWorkerException e) {
            throw new ApiException(WorkerError.WORKER_ID_NOT_FOUND, null, e);
        }
    }
}
