package org.imagebuilder.composer.inspection;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which pipelines of a manifest build the image, and which only what that is built with.
 *
 * @param build of the build root
 * @param payload of the image
 */
public record PipelineNames(List<String> build, List<String> payload) {

    public static final String MEMBER = "pipeline_names";

    private static final int MOST_BYTES = 1024 * 1024;

    public PipelineNames(@Nullable List<String> build, @Nullable List<String> payload) {
        this.build = build == null ? List.of() : List.copyOf(build);
        this.payload = payload == null ? List.of() : List.copyOf(payload);
    }

    /** As an osbuild result has them; empty if it has none that can be read. */
    public static Optional<PipelineNames> of(RawJson result) throws IOException {
        return Optional.ofNullable(JsonParts.pick(result, Set.of(MEMBER)).get(MEMBER))
                .flatMap(PipelineNames::read);
    }

    /** From the member {@link #MEMBER} of a result. */
    public static Optional<PipelineNames> read(RawJson names) {
        if (names.length() > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    JsonMapper.shared().readValue(names.array(), names.from(), names.length(), PipelineNames.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
