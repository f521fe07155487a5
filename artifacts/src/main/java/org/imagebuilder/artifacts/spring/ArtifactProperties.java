package org.imagebuilder.artifacts.spring;

import java.nio.file.Path;
import java.time.Duration;
import org.imagebuilder.artifacts.bucket.BucketStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where uploaded files are kept, and what is taken. Without folder and bucket, nothing is.
 *
 * @param folder shared by all services
 * @param s3 a bucket instead
 * @param maxSize the largest file
 * @param maxFiles how many an attempt may have
 * @param silence how long an upload may bring nothing, or a download take nothing, before it is cut off
 */
@ConfigurationProperties("imagebuilder.artifacts")
public record ArtifactProperties(
        @Nullable Path folder,
        @Nullable S3Properties s3,
        @DefaultValue("20GB") DataSize maxSize,
        @DefaultValue("100") int maxFiles,
        @DefaultValue("60s") Duration silence) {

    public ArtifactProperties {
        if (folder != null && s3 != null) {
            throw new IllegalArgumentException(
                    "artifacts are kept in one place: imagebuilder.artifacts.folder and imagebuilder.artifacts.s3.bucket"
                            + " exclude each other");
        }
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("imagebuilder.artifacts.max-size must be positive");
        }
        if (s3 != null && maxSize.toBytes() > BucketStore.LARGEST_FILE) {
            throw new IllegalArgumentException(
                    "imagebuilder.artifacts.max-size is " + BucketStore.LARGEST_FILE + " bytes at most in a bucket");
        }
        if (maxFiles < 1) {
            throw new IllegalArgumentException("imagebuilder.artifacts.max-files must be positive");
        }
        if (silence.toMillis() < 1 || silence.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("imagebuilder.artifacts.silence is between 1 ms and 24 days");
        }
    }
}
