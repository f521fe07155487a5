package org.imagebuilder.composer.status;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.status.ComposeStatus.UploadStatus;
import org.imagebuilder.composer.targets.Targets;
import org.imagebuilder.composer.targets.UploadType;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.JobState;
import tools.jackson.databind.JsonNode;

/** Where an image went. */
final class UploadStatuses {

    private final KeptImages images;

    UploadStatuses(KeptImages images) {
        this.images = images;
    }

    /** One per target that the result speaks of, without Koji, which is no place for clients to look at. */
    List<UploadStatus> of(StoredResult result) {
        String status = status(result);
        List<UploadStatus> statuses = new ArrayList<>();
        for (JsonNode target : result.at("target_results")) {
            String name = target.path("name").asString("");
            if (!name.equals(Targets.KOJI)) {
                UploadType type =
                        UploadType.ofTarget(name).orElseThrow(() -> ComposerError.UNKNOWN_TARGET.because(name));
                statuses.add(
                        new UploadStatus(type.wireName(), status, options(type, target.path("options"), result.job())));
            }
        }
        return statuses;
    }

    /** One for all: results do not say which of several targets failed when. */
    private static String status(StoredResult result) {
        JobState state = result.job().state();
        if (result.error().isPresent() || state == JobState.CANCELED) {
            return "failure";
        }
        return switch (state) {
            case PENDING, READY -> "pending";
            case RUNNING -> "running";
            case FINISHED -> "success";
            case CANCELED -> "failure";
        };
    }

    private Map<String, String> options(UploadType type, JsonNode options, JobSnapshot job) {
        return switch (type) {
            case AWS -> copied(options, "ami", "region");
            case AWS_S3, OCI -> copied(options, "url");
            case GCP -> copied(options, "project_id", "image_name");
            case AZURE -> copied(options, "image_name");
            case CONTAINER -> copied(options, "url", "digest");
            case LOCAL -> Map.of("artifact_path", artifactPath(options, job));
        };
    }

    private static Map<String, String> copied(JsonNode options, String... names) {
        Map<String, String> copy = new LinkedHashMap<>();
        for (String name : names) {
            copy.put(name, options.path(name).asString(""));
        }
        return copy;
    }

    private String artifactPath(JsonNode options, JobSnapshot job) {
        return images.path(job, options.path("artifact_relative_path").asString(""))
                .map(Path::toString)
                .orElse("");
    }
}
