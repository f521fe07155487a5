package org.imagebuilder.dispatcher.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How expired composes and jobs are removed.
 *
 * @param retentionInterval pause between two runs
 * @param retentionComposes composes that one statement looks at
 * @param retentionJobs jobs without compose that one statement looks at
 * @param retentionPause pause between two statements of a run
 * @param retentionBudget how long a run may take; the next one does the rest
 */
@ConfigurationProperties("imagebuilder.dispatcher")
record RetentionProperties(
        @DefaultValue("1h") Duration retentionInterval,
        @DefaultValue("100") int retentionComposes,
        @DefaultValue("1000") int retentionJobs,
        @DefaultValue("100ms") Duration retentionPause,
        @DefaultValue("10m") Duration retentionBudget) {

    RetentionProperties {
        if (retentionComposes < 1 || retentionJobs < 1) {
            throw new IllegalArgumentException(
                    "imagebuilder.dispatcher.retention-composes and retention-jobs must be at least 1");
        }
    }
}
