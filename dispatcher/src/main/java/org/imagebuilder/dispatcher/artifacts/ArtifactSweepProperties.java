package org.imagebuilder.dispatcher.artifacts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files are cleared away.
 *
 * @param artifactSweepInterval pause between two looks at all files
 * @param artifactGrace files of an attempt that lost its job are left alone for this long after their last change
 */
@ConfigurationProperties("imagebuilder.dispatcher")
record ArtifactSweepProperties(
        @DefaultValue("10m") Duration artifactSweepInterval,
        @DefaultValue("1h") Duration artifactGrace) {}
