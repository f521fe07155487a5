package org.imagebuilder.composer.depsolve;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.ClientAbortException;
import org.imagebuilder.composer.openapi.ApiPaths;
import org.imagebuilder.composer.packages.PackageJobs;
import org.imagebuilder.http.answers.StreamedJson;
import org.imagebuilder.http.bodies.JsonBody;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.Ids;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells which packages a blueprint comes to. */
@RestController
final class DepsolveBlueprint {

    private final DepsolvePlanner planner;
    private final PackageJobs jobs;

    DepsolveBlueprint(DepsolvePlanner planner, PackageJobs jobs) {
        this.planner = planner;
        this.jobs = jobs;
    }

    @PostMapping(ApiPaths.DEPSOLVE_BLUEPRINT)
    StreamedJson depsolve(JsonBody body, Channel channel, HttpServletRequest request) throws ClientAbortException {
        return jobs.answer(() -> planner.plan(Ids.next(), body.take()), new ResolvedPackages(), channel, request);
    }
}
