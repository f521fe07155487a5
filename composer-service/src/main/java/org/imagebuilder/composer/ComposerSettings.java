package org.imagebuilder.composer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of this service.
 *
 * @param distributionAliases further names of distributions; replaces the whole map
 * @param repositories folders with definitions of default repositories; the first definition of a distribution counts
 * @param builtInRepositories whether the service's own definitions fill the gaps; if not set, they do without folders
 * @param maxBodySize the largest request that is read
 * @param resultsInMemory how much of jobs' results is being read or sent at the same time
 * @param waitTimeout how long a request waits for packages to be resolved or searched
 * @param maxWaitingRequests requests that wait for that at the same time, at most; one costs some 70 KB and its body
 */
@ConfigurationProperties("imagebuilder.composer")
public record ComposerSettings(
        @Nullable Map<String, String> distributionAliases,
        @DefaultValue List<Path> repositories,
        @Nullable Boolean builtInRepositories,
        @DefaultValue("1MB") DataSize maxBodySize,
        @DefaultValue("80MB") DataSize resultsInMemory,
        @DefaultValue("5m") Duration waitTimeout,
        @DefaultValue("100") int maxWaitingRequests) {

    private static final Map<String, String> NEWEST_MINOR_RELEASES =
            Map.of("rhel-7", "rhel-7.9", "rhel-8", "rhel-8.10", "rhel-9", "rhel-9.9", "rhel-10", "rhel-10.3");

    public ComposerSettings {
        if (!waitTimeout.isPositive() || maxWaitingRequests < 1) {
            throw new IllegalArgumentException("wait-timeout and max-waiting-requests must be positive");
        }
    }

    public Map<String, String> aliases() {
        return distributionAliases == null ? NEWEST_MINOR_RELEASES : distributionAliases;
    }

    public boolean usesBuiltInRepositories() {
        return builtInRepositories == null ? repositories.isEmpty() : builtInRepositories;
    }
}
