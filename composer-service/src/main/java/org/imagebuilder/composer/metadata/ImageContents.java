package org.imagebuilder.composer.metadata;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.Answers;
import org.imagebuilder.composer.inspection.JsonParts;
import org.imagebuilder.composer.inspection.PipelineNames;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.queue.RawJson;
import org.jspecify.annotations.Nullable;

/** What osbuild tells of a finished image. */
final class ImageContents {

    private static final Set<String> RESULT = Set.of("osbuild_output", PipelineNames.MEMBER);
    private static final Set<String> COMMIT = Set.of("ostree-commit");
    private static final Set<String> PACKAGE =
            Set.of("name", "version", "release", "epoch", "arch", "sigmd5", "siggpg", "sigpgp");

    private final RawJson metadata;
    private final Optional<PipelineNames> pipelines;
    private @Nullable RawJson commit;

    private ImageContents(RawJson metadata, Optional<PipelineNames> pipelines) {
        this.metadata = metadata;
        this.pipelines = pipelines;
    }

    /**
     * @param result of an osbuild job that succeeded
     * @throws org.imagebuilder.http.errors.ApiException if osbuild has left nothing in it
     */
    static ImageContents of(@Nullable RawJson result) throws IOException {
        Map<String, RawJson> members = result == null ? Map.of() : JsonParts.pick(result, RESULT);
        RawJson output = members.get("osbuild_output");
        if (output == null) {
            throw ComposerError.MALFORMED_RESULT.because("the result has no osbuild_output");
        }
        Map<String, RawJson> parts = JsonParts.pick(output, Set.of("log", "metadata"));
        RawJson log = parts.get("log");
        if (log == null || JsonParts.isEmpty(log)) {
            throw ComposerError.MALFORMED_RESULT.because("osbuild has left no log in the result");
        }
        return new ImageContents(
                parts.getOrDefault("metadata", RawJson.of("null")),
                Optional.ofNullable(members.get(PipelineNames.MEMBER)).flatMap(PipelineNames::read));
    }

    /** Writes {@code packages}, and {@code ostree_commit} if there is one. */
    void write(JsonOutput out) throws IOException {
        out.json().writeArrayPropertyStart("packages");
        if (pipelines.isEmpty()) {
            JsonParts.members(metadata, (_, stages) -> writeStages(stages, out));
        } else {
            Set<String> names = new LinkedHashSet<>(pipelines.get().payload());
            Map<String, RawJson> known = JsonParts.pick(metadata, names);
            for (String name : names) {
                RawJson stages = known.get(name);
                if (stages != null) {
                    writeStages(stages, out);
                }
            }
        }
        out.json().writeEndArray();
        writeText("ostree_commit", commit, out);
    }

    private void writeStages(RawJson stages, JsonOutput out) throws IOException {
        JsonParts.members(stages, (type, stage) -> {
            switch (type) {
                case "org.osbuild.rpm" -> writePackages(member(stage, "packages"), out);
                case "org.osbuild.ostree.commit" -> noteCommit(member(stage, "compose"));
                default -> {}
            }
        });
    }

    private static void writePackages(@Nullable RawJson packages, JsonOutput out) throws IOException {
        if (packages != null) {
            JsonParts.elements(packages, rpm -> writePackage(JsonParts.pick(rpm, PACKAGE), out));
        }
    }

    private static void writePackage(Map<String, RawJson> rpm, JsonOutput out) throws IOException {
        out.json().writeStartObject().writeStringProperty("type", "rpm");
        for (String name : new String[] {"name", "version", "release"}) {
            writeText(name, rpm.getOrDefault(name, RawJson.of("\"\"")), out);
        }
        writeText("epoch", rpm.get("epoch"), out);
        for (String name : new String[] {"arch", "sigmd5"}) {
            writeText(name, rpm.getOrDefault(name, RawJson.of("\"\"")), out);
        }
        RawJson gpg = rpm.get("siggpg");
        writeText("signature", gpg != null && JsonParts.isText(gpg) ? gpg : rpm.get("sigpgp"), out);
        out.json().writeEndObject();
    }

    private void noteCommit(@Nullable RawJson compose) throws IOException {
        RawJson found = compose == null ? null : JsonParts.pick(compose, COMMIT).get("ostree-commit");
        commit = found == null ? commit : found;
    }

    /** Writes nothing where there is no text. */
    private static void writeText(String name, @Nullable RawJson value, JsonOutput out) throws IOException {
        if (value != null && JsonParts.isText(value)) {
            out.json().writeName(name);
            Answers.raw(value, out);
        }
    }

    private static @Nullable RawJson member(RawJson object, String name) throws IOException {
        return JsonParts.pick(object, Set.of(name)).get(name);
    }
}
