package org.imagebuilder.http.authentication;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How keys are fetched.
 *
 * @param cacheTime how long keys are good without being fetched again; a withdrawn one is refused after this time
 * @param fetchPause between two fetches at least, no matter how many tokens name unknown keys
 * @param timeout for connecting to a key server, and for waiting for its answer
 */
public record KeySettings(
        @DefaultValue("5m") Duration cacheTime,
        @DefaultValue("1m") Duration fetchPause,
        @DefaultValue("3s") Duration timeout) {

    public KeySettings {
        if (!cacheTime.isPositive() || !fetchPause.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("times of keys must be positive");
        }
    }
}
