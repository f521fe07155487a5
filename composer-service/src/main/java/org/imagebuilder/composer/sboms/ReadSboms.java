package org.imagebuilder.composer.sboms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.Answers;
import org.imagebuilder.composer.inspection.Builds;
import org.imagebuilder.composer.inspection.LargeResults;
import org.imagebuilder.composer.inspection.LargeResults.Reading;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.RawJson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the software bills of materials of each image of a compose. */
@RestController
final class ReadSboms {

    private final TenantJobs jobs;
    private final SbomFinder finder;
    private final LargeResults results;

    ReadSboms(TenantJobs jobs, SbomFinder finder, LargeResults results) {
        this.jobs = jobs;
        this.finder = finder;
        this.results = results;
    }

    /** Looks first and writes then, since a single gap makes an error of the whole. */
    @GetMapping(ApiPaths.COMPOSES + "/{id}/sboms")
    StreamedJson sboms(@PathVariable UUID id, Channel channel) throws IOException {
        Builds builds = Builds.of(jobs.withDependencies(id, channel));
        List<Collection<Sbom>> items = new ArrayList<>();
        for (JobSnapshot image : builds.images()) {
            items.add(finder.of(image, builds));
        }
        List<UUID> sources = items.stream()
                .flatMap(Collection::stream)
                .map(Sbom::job)
                .distinct()
                .toList();
        return out -> {
            try (Reading reading = results.reading(sources)) {
                Answers.begin(out, id, "sboms", "ComposeSBOMs");
                out.json().writeArrayPropertyStart("items");
                for (Collection<Sbom> item : items) {
                    write(item, out, reading);
                }
                out.json().writeEndArray().writeEndObject();
            }
        };
    }

    /** All documents of an image are in the same result. */
    private static void write(Collection<Sbom> item, JsonOutput out, Reading reading) throws IOException {
        RawJson result = reading.result(item.iterator().next().job());
        if (result == null) {
            throw ComposerError.COMPOSE_NOT_FOUND.plain(); // deleted a moment ago
        }
        out.json().writeStartArray();
        for (Sbom sbom : item) {
            out.json()
                    .writeStartObject()
                    .writeStringProperty("pipeline_name", sbom.pipeline())
                    .writeStringProperty("pipeline_purpose", sbom.purpose())
                    .writeName("sbom");
            out.raw(result.array(), result.from() + sbom.from(), sbom.length());
            out.json().writeStringProperty("sbom_type", "spdx").writeEndObject();
        }
        out.json().writeEndArray();
    }
}
