package org.imagebuilder.dispatcher.figures;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the figures of the whole system are taken.
 *
 * @param interval pause between two counts
 */
@ConfigurationProperties("imagebuilder.figures")
record FiguresProperties(@DefaultValue("15s") Duration interval) {

    /** So many counts may fail or come late before another replica takes over. */
    private static final int MISSES = 4;

    FiguresProperties {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be positive");
        }
    }

    Duration term() {
        return interval.multipliedBy(MISSES);
    }
}
