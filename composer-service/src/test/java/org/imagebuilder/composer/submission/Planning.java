package org.imagebuilder.composer.submission;

import java.util.Map;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.imagebuilder.composer.repositories.DefaultRepositories;
import org.imagebuilder.composer.targets.FixedTargets;
import org.imagebuilder.composer.targets.Targets;
import org.imagebuilder.queue.Ids;
import org.imagebuilder.queue.JobGraph;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.queue.Origin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a request's text to jobs, without a server around it. */
final class Planning {

    private static final Catalogue CATALOGUE = new Catalogue(Map.of("rhel-9", "rhel-9.6", "centos", "centos-9"));

    private Planning() {}

    static JobGraph graph(String request) {
        return graph(request, DefaultRepositories.builtIn());
    }

    private static JobGraph graph(String request, DefaultRepositories repositories) {
        Targets targets = FixedTargets.make();
        var images = new ImagePlanner(CATALOGUE, repositories, targets);
        var koji = new KojiGraph(targets, FixedTargets.CLOCK, Ids::next);
        return new ComposePlanner(CATALOGUE, images, koji, new BootcRefusal(targets))
                .plan(Requests.read(request), "org-1", Origin.NONE);
    }

    static JsonNode manifestArgs(String request) {
        return json(graph(request).jobs().getFirst()).path("Args");
    }

    static JsonNode manifestArgs(String request, DefaultRepositories repositories) {
        return json(graph(request, repositories).jobs().getFirst()).path("Args");
    }

    static JsonNode targets(String request) {
        return json(graph(request).jobs().getLast()).path("targets");
    }

    static JsonNode json(NewJob job) {
        return JsonMapper.shared().readTree(job.arguments());
    }
}
