package org.imagebuilder.composer.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What clients see of a compose.
 *
 * @param imageStatus of the first image
 * @param imageStatuses of all images, for Koji; null for others
 * @param kojiStatus null for composes that Koji knows nothing of
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComposeStatus(
        String href,
        UUID id,
        String kind,
        String status,
        @JsonProperty("image_status") ImageStatus imageStatus,

        @JsonProperty("image_statuses") @Nullable List<ImageStatus> imageStatuses,

        @JsonProperty("koji_status") @Nullable KojiStatus kojiStatus) {

    /** A compose that is one image. */
    static ComposeStatus of(UUID id, String status, ImageStatus image) {
        return new ComposeStatus(href(id), id, KIND, status, image, null, null);
    }

    /** A compose of at least one image that Koji knows of. */
    static ComposeStatus of(UUID id, String status, List<ImageStatus> images, KojiStatus koji) {
        return new ComposeStatus(href(id), id, KIND, status, images.getFirst(), images, koji);
    }

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

    /** @param buildId null until Koji has given one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KojiStatus(@JsonProperty("build_id") @Nullable Long buildId) {}

    private static final String KIND = "ComposeStatus";

    private static String href(UUID id) {
        return ApiPaths.COMPOSES + "/" + id;
    }
}
