package org.imagebuilder.composer.submission;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.request.RequestReader;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.LimitReachedException;
import org.imagebuilder.queue.LimitedSubmissions;
import org.imagebuilder.queue.Origin;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes compose requests. */
@RestController
final class SubmitCompose {

    /** Nobody knows when a compose ends. */
    private static final Duration UNTIL_SOMETHING_ENDS = Duration.ofMinutes(1);

    private final RequestReader reader;
    private final ComposePlanner planner;
    private final LimitedSubmissions submissions;

    SubmitCompose(RequestReader reader, ComposePlanner planner, LimitedSubmissions submissions) {
        this.reader = reader;
        this.planner = planner;
        this.submissions = submissions;
    }

    record ComposeId(String href, UUID id, String kind) {}

    @PostMapping(ApiPaths.COMPOSE)
    @ResponseStatus(HttpStatus.CREATED)
    ComposeId submit(JsonBody body, Channel channel, RequestIds ids) {
        Origin origin = new Origin(ids.traceId(), ids.correlationId());
        JobGraph graph = planner.plan(reader.read(body.bytes()), channel.name(), origin);
        store(graph);
        return new ComposeId(
                ApiPaths.COMPOSE, Objects.requireNonNull(graph.compose()).id(), "ComposeId");
    }

    /** Its events are safe with it, and nobody waits for the broker to have them. */
    private void store(JobGraph graph) {
        try {
            submissions.enqueue(graph);
        } catch (LimitReachedException e) {
            throw FaultException.limit(e.reason(), Objects.requireNonNullElse(e.freeIn(), UNTIL_SOMETHING_ENDS));
        }
    }
}
