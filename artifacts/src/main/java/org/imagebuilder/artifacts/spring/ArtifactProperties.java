package org.imagebuilder.artifacts.spring;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where uploaded files are kept, and what is taken.
 *
 * @param folder shared by all services; null if nothing is kept
 * @param maxSize the largest file
 * @param silence how long an upload may bring nothing before it is cut off
 */
@ConfigurationProperties("imagebuilder.artifacts")
public record ArtifactProperties(
        @Nullable Path folder,
        @DefaultValue("20GB") DataSize maxSize,
        @DefaultValue("60s") Duration silence) {

    public ArtifactProperties {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("imagebuilder.artifacts.max-size must be positive");
        }
        if (silence.toMillis() < 1 || silence.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("imagebuilder.artifacts.silence is between 1 ms and 24 days");
        }
    }
}
