package org.imagebuilder.composer.metadata;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.Answers;
import org.imagebuilder.composer.inspection.LargeResults;
import org.imagebuilder.composer.inspection.LargeResults.Reading;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.status.StoredResult;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.jobtypes.MalformedResultException;
import org.imagebuilder.queue.Composes;
import org.imagebuilder.queue.JobSnapshot;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows what was asked for, and what is in the image once that is there. */
@RestController
final class ReadMetadata {

    private final TenantJobs jobs;
    private final Composes composes;
    private final LargeResults results;

    ReadMetadata(TenantJobs jobs, Composes composes, LargeResults results) {
        this.jobs = jobs;
        this.composes = composes;
        this.results = results;
    }

    @GetMapping(ApiPaths.COMPOSES + "/{id}/metadata")
    StreamedJson metadata(@PathVariable UUID id, Channel channel) {
        boolean image = hasImage(jobs.find(id, channel));
        Optional<JsonNode> request = composes.request(id).map(StoredRequest::withoutSecrets);
        return out -> {
            if (image) {
                try (Reading reading = results.reading(List.of(id))) {
                    ImageContents contents = ImageContents.of(reading.result(id));
                    begin(out, id);
                    contents.write(out);
                }
            } else {
                begin(out, id);
            }
            request.ifPresent(json -> out.json().writeName("request").writeTree(json));
            out.json().writeEndObject();
        };
    }

    private static void begin(JsonOutput out, UUID id) {
        Answers.begin(out, id, "metadata", "ComposeMetadata");
    }

    private static boolean hasImage(JobSnapshot job) {
        try {
            StoredResult result = StoredResult.of(job, JobType.OSBUILD);
            if (result.isIncomplete()) {
                throw ComposerError.MALFORMED_RESULT.because("the job is finished, but has no result");
            }
            return result.osbuildSuccess();
        } catch (MalformedResultException e) {
            throw new ApiException(ComposerError.MALFORMED_RESULT, e.getMessage(), e);
        }
    }
}
