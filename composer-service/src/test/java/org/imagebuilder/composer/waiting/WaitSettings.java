package org.imagebuilder.composer.waiting;

import java.time.Duration;
import java.util.List;
import org.imagebuilder.composer.ComposerSettings;
import org.springframework.util.unit.DataSize;

/** Settings of a service for tests of waiting. */
final class WaitSettings {

    private WaitSettings() {}

    static ComposerSettings withLimit(Duration limit) {
        DataSize megabyte = DataSize.ofMegabytes(1);
        return new ComposerSettings(null, List.of(), null, megabyte, megabyte, limit, 10);
    }
}
