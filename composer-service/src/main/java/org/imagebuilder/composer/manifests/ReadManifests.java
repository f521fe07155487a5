package org.imagebuilder.composer.manifests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.inspection.Answers;
import org.imagebuilder.composer.inspection.Builds;
import org.imagebuilder.composer.inspection.JsonParts;
import org.imagebuilder.composer.inspection.LargeResults;
import org.imagebuilder.composer.inspection.LargeResults.Reading;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.Payloads;
import org.imagebuilder.queue.RawJson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the manifest of each image of a compose. */
@RestController
final class ReadManifests {

    private final TenantJobs jobs;
    private final Payloads payloads;
    private final LargeResults results;

    ReadManifests(TenantJobs jobs, Payloads payloads, LargeResults results) {
        this.jobs = jobs;
        this.payloads = payloads;
        this.results = results;
    }

    @GetMapping(ApiPaths.COMPOSES + "/{id}/manifests")
    StreamedJson manifests(@PathVariable UUID id, Channel channel) throws IOException {
        Builds builds = Builds.of(jobs.withDependencies(id, channel));
        List<ManifestSource> sources = new ArrayList<>();
        List<UUID> makers = new ArrayList<>();
        for (JobSnapshot image : builds.images()) {
            ManifestSource source = source(image, builds);
            sources.add(source);
            if (source instanceof ManifestSource.Made(UUID job)) {
                makers.add(job);
            }
        }
        return out -> {
            try (Reading reading = results.reading(makers)) {
                Answers.begin(out, id, "manifests", "ComposeManifests");
                out.json().writeArrayPropertyStart("manifests");
                for (ManifestSource source : sources) {
                    write(source, out, reading);
                }
                out.json().writeEndArray().writeEndObject();
            }
        };
    }

    /** Images whose manifest was given with their job have no job that makes it. */
    private ManifestSource source(JobSnapshot image, Builds builds) throws IOException {
        JobSnapshot maker = builds.manifestOf(image).orElse(null);
        return maker != null
                ? ManifestSource.madeBy(maker)
                : ManifestSource.givenIn(
                        payloads.arguments(image.id()).orElseThrow(ComposerError.COMPOSE_NOT_FOUND::plain));
    }

    private static void write(ManifestSource source, JsonOutput out, Reading reading) throws IOException {
        switch (source) {
            case ManifestSource.Given(RawJson manifest) -> Answers.raw(manifest, out);
            case ManifestSource.NotThere() -> out.json().writeNull();
            case ManifestSource.Made(UUID job) -> {
                RawJson result = reading.result(job);
                RawJson manifest = result == null
                        ? null
                        : JsonParts.pick(result, Set.of("data")).get("data");
                if (manifest == null) {
                    out.json().writeNull();
                } else {
                    Answers.raw(manifest, out);
                }
            }
        }
    }
}
