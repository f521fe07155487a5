package org.imagebuilder.composer.targets;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients say about a target. Absent names are made up later. */
sealed interface UploadOptions {

    record Aws(
            String region,
            @JsonProperty("share_with_accounts") List<String> shareWithAccounts,
            @JsonProperty("snapshot_name") @Nullable String snapshotName)
            implements UploadOptions {}

    record AwsS3(String region, @JsonProperty("public") boolean isPublic) implements UploadOptions {}

    record Gcp(
            String region,
            @Nullable String bucket,
            @JsonProperty("image_name") @Nullable String imageName,
            @JsonProperty("share_with_accounts") @Nullable List<String> shareWithAccounts)
            implements UploadOptions {}

    record Azure(
            @JsonProperty("tenant_id") String tenantId,
            @JsonProperty("subscription_id") String subscriptionId,
            @JsonProperty("resource_group") String resourceGroup,
            @Nullable String location,
            @JsonProperty("image_name") @Nullable String imageName,
            @JsonProperty("hyper_v_generation") String hyperVGeneration)
            implements UploadOptions {}

    record Container(@Nullable String name, @Nullable String tag) implements UploadOptions {}

    record Oci() implements UploadOptions {}

    record Local() implements UploadOptions {}
}
