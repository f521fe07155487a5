package org.imagebuilder.artifacts.bucket;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, and how to get there.
 *
 * @param endpoint null for that of AWS in the region
 * @param pathStyle whether the bucket's name stands in the path and not in the host's name
 * @param prefix in front of all keys; empty, or with a slash at the end
 * @param credentials null for what the SDK finds in the surroundings
 */
public record BucketSettings(
        String bucket,
        @Nullable URI endpoint,
        String region,
        boolean pathStyle,
        String prefix,
        @Nullable Credentials credentials) {

    /** An access key. */
    public record Credentials(String accessKeyId, String secretAccessKey) {

        @Override
        public String toString() {
            return accessKeyId;
        }
    }
}
