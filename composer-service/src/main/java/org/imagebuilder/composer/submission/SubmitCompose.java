package org.imagebuilder.composer.submission;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.imagebuilder.composer.ComposerSettings;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.request.RequestReader;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Submissions;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes compose requests. */
@RestController
final class SubmitCompose {

    private final RequestReader reader;
    private final ComposePlanner planner;
    private final Submissions submissions;
    private final Duration publicationTimeout;

    SubmitCompose(RequestReader reader, ComposePlanner planner, Submissions submissions, ComposerSettings settings) {
        this.reader = reader;
        this.planner = planner;
        this.submissions = submissions;
        this.publicationTimeout = settings.publicationTimeout();
    }

    record ComposeId(String href, UUID id, String kind) {}

    @PostMapping(ApiPaths.COMPOSE)
    @ResponseStatus(HttpStatus.CREATED)
    ComposeId submit(JsonBody body, Channel channel, RequestIds ids) {
        Origin origin = new Origin(ids.traceId(), ids.correlationId());
        JobGraph graph = planner.plan(reader.read(body.bytes()), channel.name(), origin);
        submissions.enqueue(graph).await(publicationTimeout);
        return new ComposeId(
                ApiPaths.COMPOSE, Objects.requireNonNull(graph.compose()).id(), "ComposeId");
    }
}
