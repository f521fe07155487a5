package org.imagebuilder.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the gateway behaves.
 *
 * @param basePath where the API lives; no slash at the end
 * @param requestJobTimeout how long a worker waits for a job before it is told to ask again; zero for as long as it takes
 * @param maxWaitingPolls workers' requests that wait for a job at the same time, at most; one costs some 6 KB
 * @param requestsAtOnce requests that are being served, not parked, at the same time; others wait for their turn and
 *     cost less meanwhile: one that is served takes some 50 KB
 * @param maxConnections open connections at most; a worker has one for each of its two loops, and one more now and then
 * @param maxBodySize the largest result; they hold build logs and package lists
 * @param bodiesInMemory how much of large bodies is taken in at the same time; storing one takes little more than its size
 */
@ConfigurationProperties("imagebuilder.gateway")
public record GatewaySettings(
        @DefaultValue("/api/image-builder-worker/v1") String basePath,
        @DefaultValue("20s") Duration requestJobTimeout,
        @DefaultValue("24000") int maxWaitingPolls,
        @DefaultValue("30000") int maxConnections,
        @DefaultValue("400") int requestsAtOnce,
        @DefaultValue("64MB") DataSize maxBodySize,
        @DefaultValue("96MB") DataSize bodiesInMemory) {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    public GatewaySettings {
        if (!basePath.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException("base-path must look like /a/b, not like '" + basePath + "'");
        }
        if (requestJobTimeout.isNegative()) {
            throw new IllegalArgumentException("request-job-timeout must not be negative");
        }
        if (bodiesInMemory.compareTo(maxBodySize) < 0) {
            throw new IllegalArgumentException("bodies-in-memory must have room for one body of max-body-size");
        }
        if (maxWaitingPolls < 1 || maxConnections < 1 || requestsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "max-waiting-polls, max-connections and requests-at-once must be positive");
        }
    }

    /** How long one request for a job lasts. */
    public Duration longPoll() {
        return requestJobTimeout.isZero() ? AS_LONG_AS_IT_TAKES : requestJobTimeout;
    }
}
