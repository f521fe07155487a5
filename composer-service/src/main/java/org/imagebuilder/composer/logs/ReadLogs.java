package org.imagebuilder.composer.logs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imagebuilder.composer.inspection.Answers;
import org.imagebuilder.composer.inspection.Builds;
import org.imagebuilder.composer.inspection.LargeResults;
import org.imagebuilder.composer.inspection.LargeResults.Reading;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.tenancy.TenantJobs;
import org.imagebuilder.http.answers.JsonOutput;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.jobtypes.JobType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the builds of a compose reported, at any time. */
@RestController
final class ReadLogs {

    private final TenantJobs jobs;
    private final LargeResults results;

    ReadLogs(TenantJobs jobs, LargeResults results) {
        this.jobs = jobs;
        this.results = results;
    }

    /** What reserves a koji build and what imports the images into it. */
    private record KojiLogs(LoggedResult init, LoggedResult imported) {}

    @GetMapping(ApiPaths.COMPOSES + "/{id}/logs")
    StreamedJson logs(@PathVariable UUID id, Channel channel) {
        Builds builds = Builds.of(jobs.withDependencies(id, channel));
        List<LoggedResult> images = builds.images().stream()
                .map(job -> LoggedResult.of(job, JobType.OSBUILD))
                .toList();
        Optional<KojiLogs> koji = builds.koji()
                .map(frame -> new KojiLogs(
                        LoggedResult.of(frame.init(), JobType.KOJI_INIT),
                        LoggedResult.of(frame.finish(), JobType.KOJI_FINALIZE)));
        List<LoggedResult> all = new ArrayList<>(images);
        koji.ifPresent(frame -> all.addAll(List.of(frame.init(), frame.imported())));
        List<UUID> stored = all.stream()
                .filter(LoggedResult::stored)
                .map(result -> result.job().id())
                .toList();
        return out -> {
            try (Reading reading = results.reading(stored)) {
                Answers.begin(out, id, "logs", "ComposeLogs");
                out.json().writeArrayPropertyStart("image_builds");
                for (LoggedResult image : images) {
                    image.write(out, reading);
                }
                out.json().writeEndArray();
                if (koji.isPresent()) {
                    write(koji.get(), out, reading);
                }
                out.json().writeEndObject();
            }
        };
    }

    private static void write(KojiLogs koji, JsonOutput out, Reading reading) throws IOException {
        out.json().writeObjectPropertyStart("koji").writeName("init");
        koji.init().write(out, reading);
        out.json().writeName("import");
        koji.imported().write(out, reading);
        out.json().writeEndObject();
    }
}
