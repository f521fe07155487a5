package org.imagebuilder.composer.search;

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

/** Finds packages for clients. */
@RestController
final class SearchPackages {

    private final SearchPlanner planner;
    private final PackageJobs jobs;

    SearchPackages(SearchPlanner planner, PackageJobs jobs) {
        this.planner = planner;
        this.jobs = jobs;
    }

    @PostMapping(ApiPaths.SEARCH_PACKAGES)
    StreamedJson search(JsonBody body, Channel channel, HttpServletRequest request) throws ClientAbortException {
        return jobs.answer(() -> planner.plan(Ids.next(), body.take()), new FoundPackages(), channel, request);
    }
}
