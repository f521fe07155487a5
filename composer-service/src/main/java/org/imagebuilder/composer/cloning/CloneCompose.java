package org.imagebuilder.composer.cloning;

import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.request.RequestDocuments;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.RequestIds;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.Origin;
import org.imagebuilder.queue.Payloads;
import org.imagebuilder.queue.RawJson;
import org.imagebuilder.queue.Submissions;
import org.imagebuilder.queue.UnknownDependencyException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Brings the image of a finished compose to another region, or to other accounts. */
@RestController
final class CloneCompose {

    private final RequestDocuments documents;
    private final TenantJobs tenantJobs;
    private final Payloads payloads;
    private final CopiedImages copies;
    private final Submissions submissions;

    CloneCompose(
            RequestDocuments documents,
            TenantJobs tenantJobs,
            Payloads payloads,
            CopiedImages copies,
            Submissions submissions) {
        this.documents = documents;
        this.tenantJobs = tenantJobs;
        this.payloads = payloads;
        this.copies = copies;
        this.submissions = submissions;
    }

    record CloneId(String href, UUID id, String kind) {}

    /** Two requests at the same time may both make a copy: each is right, and neither waits for the other. */
    @PostMapping(ApiPaths.COMPOSES + "/{id}/clone")
    @ResponseStatus(HttpStatus.CREATED)
    CloneId copy(@PathVariable UUID id, JsonBody body, Channel channel, RequestIds ids) {
        CloneRequest wanted = request(body);
        ClonePlan plan = plan(tenantJobs.find(id, channel), wanted);
        if (!plan.jobs().isEmpty()) {
            store(plan, channel, new Origin(ids.traceId(), ids.correlationId()));
        }
        return new CloneId(ApiPaths.COMPOSES + "/" + id + "/clone", plan.last(), "CloneComposeId");
    }

    private CloneRequest request(JsonBody body) {
        JsonNode document = documents.read(body.bytes(), "AWSEC2CloneCompose");
        CloneRequest request = documents.as(CloneRequest.class, document);
        if (request.region().isEmpty()) {
            throw ComposerError.VALIDATION_FAILED.because("#/region: must not be empty");
        }
        return request;
    }

    private ClonePlan plan(JobSnapshot build, CloneRequest wanted) {
        JsonNode upload = OriginalImage.upload(build);
        JsonNode arguments = payloads.arguments(build.id())
                .map(RawJson::text)
                .map(OriginalImage::arguments)
                .orElseThrow(ComposerError.COMPOSE_NOT_FOUND::plain);
        ImagePlace image = OriginalImage.place(upload, arguments);
        List<String> accounts = OriginalImage.accounts(arguments);
        UUID copy = wanted.region().equals(image.region())
                ? null
                : copies.copyOf(build.id(), wanted.region())
                        .map(CopiedImages.Copy::job)
                        .orElse(null);
        return ClonePlan.of(build.id(), image, accounts, wanted, copy, Ids::next);
    }

    private void store(ClonePlan plan, Channel channel, Origin origin) {
        try {
            submissions.enqueue(new JobGraph(channel.name(), null, plan.jobs(), origin));
        } catch (UnknownDependencyException _) {
            throw ComposerError.COMPOSE_NOT_FOUND.plain(); // deleted a moment ago
        }
    }
}
