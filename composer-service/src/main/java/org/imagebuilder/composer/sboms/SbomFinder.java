package org.imagebuilder.composer.sboms;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.Builds;
import org.imagebuilder.composer.inspection.JsonParts;
import org.imagebuilder.composer.inspection.LargeResults;
import org.imagebuilder.composer.inspection.LargeResults.Reading;
import org.imagebuilder.composer.inspection.PipelineNames;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.RawJson;
import org.springframework.stereotype.Component;

/** Finds the documents about an image, which come with its packages, and says what each is for. */
@Component
final class SbomFinder {

    private static final String SPDX = "\"spdx\"";

    private final LargeResults results;

    SbomFinder(LargeResults results) {
        this.results = results;
    }

    /**
     * The documents about an image, by pipeline.
     *
     * @throws ApiException if there are none, or not yet
     */
    Collection<Sbom> of(JobSnapshot image, Builds builds) throws IOException {
        PipelineNames names = pipelineNames(image);
        UUID job = builds.manifestOf(image)
                .flatMap(builds::depsolveOf)
                .filter(JobSnapshot::isFinished)
                .orElseThrow(() -> missing("no job has resolved the packages of this compose by itself"))
                .id();
        Map<String, Sbom> found = new TreeMap<>();
        try (Reading reading = results.reading(List.of(job))) {
            RawJson result = Optional.ofNullable(reading.result(job)).orElseThrow(() -> missing("no packages"));
            RawJson documents = JsonParts.pick(result, Set.of("sbom_docs")).get("sbom_docs");
            if (documents != null) {
                JsonParts.members(documents, (pipeline, value) -> {
                    RawJson document = document(pipeline, value);
                    String purpose = purpose(pipeline, names);
                    found.put(pipeline, new Sbom(pipeline, purpose, job, document.from(), document.length()));
                });
            }
        }
        if (found.isEmpty()) {
            throw missing("there is no SBOM of this compose");
        }
        return found.values();
    }

    private PipelineNames pipelineNames(JobSnapshot image) throws IOException {
        try (Reading reading = results.reading(List.of(image.id()))) {
            RawJson result = image.isCanceled() ? null : reading.result(image.id());
            return Optional.ofNullable(
                            result == null ? null : PipelineNames.of(result).orElse(null))
                    .orElseThrow(() -> missing("the build has not told its pipelines yet"));
        }
    }

    private static RawJson document(String pipeline, RawJson value) throws IOException {
        Map<String, RawJson> members = JsonParts.pick(value, Set.of("type", "document"));
        RawJson type = members.get("type");
        RawJson document = members.get("document");
        boolean known =
                type != null && type.length() == SPDX.length() && type.text().equals(SPDX);
        if (!known || document == null) {
            throw missing("the SBOM of pipeline " + pipeline + " is of an unknown type");
        }
        return document;
    }

    private static String purpose(String pipeline, PipelineNames names) {
        if (names.payload().contains(pipeline)) {
            return "image";
        }
        if (names.build().contains(pipeline)) {
            return "buildroot";
        }
        throw missing("the build knows no pipeline " + pipeline);
    }

    private static ApiException missing(String what) {
        return ComposerError.COMPOSE_NOT_FOUND.because(what);
    }
}
