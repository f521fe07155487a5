package org.imagebuilder.composer.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What clients see of a compose. */
public record ComposeStatus(
        String href,
        UUID id,
        String kind,
        String status,
        @JsonProperty("image_status") ImageStatus imageStatus) {

    /**
     * @param uploadStatus the first of {@code uploadStatuses}
     * @param error {@code {id, reason, details?}}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImageStatus(
            String status,
            @Nullable Progress progress,
            @JsonProperty("upload_status") @Nullable UploadStatus uploadStatus,

            @JsonProperty("upload_statuses") @Nullable List<UploadStatus> uploadStatuses,

            @Nullable JsonNode error) {}

    /** @param options where the image is; empty strings until it is there */
    record UploadStatus(String type, String status, Map<String, String> options) {}

    /** @param subprogress of the current step */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(long done, long total, @Nullable SubProgress subprogress) {}

    record SubProgress(long done, long total) {}
}
