package org.imagebuilder.dispatcher.reencryption;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How rows under other keys are brought under the active one.
 *
 * @param reencryptionInterval pause between two looks whether there may be such rows
 * @param reencryptionRows rows that one statement looks at
 * @param reencryptionPause pause between two statements
 */
@ConfigurationProperties("imagebuilder.dispatcher")
record ReencryptionProperties(
        @DefaultValue("10m") Duration reencryptionInterval,
        @DefaultValue("500") int reencryptionRows,
        @DefaultValue("50ms") Duration reencryptionPause) {

    ReencryptionProperties {
        if (reencryptionRows < 1) {
            throw new IllegalArgumentException("imagebuilder.dispatcher.reencryption-rows must be at least 1");
        }
    }
}
