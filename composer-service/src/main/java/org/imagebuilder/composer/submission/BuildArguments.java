package org.imagebuilder.composer.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.imagebuilder.composer.catalogue.BootMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker needs to build an image, beside the manifest, which is the result of another job.
 *
 * @param targets as workers read them
 * @param manifestDynArgsIdx which of several dependencies makes the manifest, from 0; null if there is only one
 * @param imageBootMode how the image starts, for Koji; null for others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record BuildArguments(
        List<ObjectNode> targets,
        @Nullable Integer manifestDynArgsIdx,
        @Nullable String imageBootMode) {

    /** For a job that depends on its manifest alone. */
    static BuildArguments plain(List<ObjectNode> targets) {
        return new BuildArguments(targets, null, null);
    }

    /** For an image that Koji gets to know. */
    static BuildArguments koji(List<ObjectNode> targets, int manifestIndex, BootMode mode) {
        return new BuildArguments(targets, manifestIndex, mode.name().toLowerCase(Locale.ROOT));
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "BuildArguments[...]";
    }
}
