package org.imagebuilder.artifacts.spring;

import java.net.URI;
import org.imagebuilder.artifacts.bucket.BucketSettings;
import org.imagebuilder.artifacts.bucket.BucketSettings.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bucket where uploaded files are kept.
 *
 * @param bucket its name
 * @param endpoint of a server that is not AWS's; null for AWS
 * @param region for AWS, and for signatures
 * @param pathStyle whether the bucket's name stands in the path; null: with an endpoint
 * @param prefix in front of all keys
 * @param accessKeyId with the secret one, or null as that: then what the SDK finds in the surroundings
 */
public record S3Properties(
        @Nullable String bucket,
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable Boolean pathStyle,
        @DefaultValue("") String prefix,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey) {

    private static final String NAME = "imagebuilder.artifacts.s3.";

    public S3Properties {
        require(bucket != null && !bucket.isBlank(), "bucket is needed");
        require(endpoint == null || isAddress(endpoint), "endpoint is a URL with http or https and a host only");
        require(!region.isBlank(), "region must not be empty");
        require(
                prefix.matches("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*") && prefix.length() <= 128,
                "prefix consists of segments of letters, digits and ._- that each end with a slash, 128 characters at most");
        require(
                (accessKeyId == null) == (secretAccessKey == null),
                "access-key-id and " + NAME + "secret-access-key go together");
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new IllegalArgumentException(NAME + what);
        }
    }

    private static boolean isAddress(URI endpoint) {
        boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        return web
                && endpoint.getHost() != null
                && endpoint.getUserInfo() == null
                && endpoint.getQuery() == null
                && (endpoint.getPath().isEmpty() || endpoint.getPath().equals("/"));
    }

    BucketSettings settings() {
        if (bucket == null) {
            throw new IllegalStateException(NAME + "bucket is needed");
        }
        return new BucketSettings(
                bucket,
                endpoint,
                region,
                pathStyle == null ? endpoint != null : pathStyle,
                prefix,
                accessKeyId == null || secretAccessKey == null ? null : new Credentials(accessKeyId, secretAccessKey));
    }

    /** Says nothing secret. */
    @Override
    public String toString() {
        return "bucket " + bucket + " at " + (endpoint == null ? region : endpoint);
    }
}
