package org.imagebuilder.standalone.vulnerabilities;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The database of <a href="https://osv.dev">osv.dev</a>, or another with the same API. */
record OsvDatabase(Service service) {

    /** More in one request are refused. */
    private static final int BATCH = 1000;

    private record Query(Library library, String page) {

        Map<String, Object> body() {
            Map<String, String> asked = Map.of("purl", library.purl());
            return page.isEmpty() ? Map.of("package", asked) : Map.of("package", asked, "page_token", page);
        }
    }

    private record Match(Library library, String id) {}

    /** All vulnerabilities that the database knows of these libraries. */
    List<Finding> findings(List<Library> libraries) throws InterruptedException {
        Map<String, Advisory> advisories = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Match match : matches(libraries)) {
            Advisory advisory = advisories.get(match.id());
            if (advisory == null) {
                advisory = advisory(match.id());
                advisories.put(match.id(), advisory);
            }
            if (!advisory.withdrawn()) {
                findings.add(new Finding(match.library(), advisory));
            }
        }
        return findings;
    }

    private List<Match> matches(List<Library> libraries) throws InterruptedException {
        List<Match> matches = new ArrayList<>();
        List<Query> open =
                libraries.stream().map(library -> new Query(library, "")).toList();
        while (!open.isEmpty()) {
            List<Query> batch = open.subList(0, Math.min(BATCH, open.size()));
            List<Query> rest = new ArrayList<>(open.subList(batch.size(), open.size()));
            JsonNode results = results(batch);
            for (int i = 0; i < batch.size(); i++) {
                Library library = batch.get(i).library();
                JsonNode result = results.path(i);
                result.path("vulns")
                        .valueStream()
                        .forEach(found ->
                                matches.add(new Match(library, found.path("id").asString(""))));
                String next = result.path("next_page_token").asString("");
                if (!next.isEmpty()) {
                    rest.add(new Query(library, next));
                }
            }
            open = rest;
        }
        return matches.stream().distinct().toList();
    }

    private JsonNode results(List<Query> batch) throws InterruptedException {
        Map<String, Object> question =
                Map.of("queries", batch.stream().map(Query::body).toList());
        JsonNode results = service.post("/v1/querybatch", question).path("results");
        if (results.size() != batch.size()) {
            throw service.unanswered("gave " + results.size() + " answers to " + batch.size() + " questions");
        }
        return results;
    }

    private Advisory advisory(String id) throws InterruptedException {
        Advisory advisory = Advisory.of(service.get("/v1/vulns/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        if (!advisory.id().equals(id)) {
            throw service.unanswered("does not tell what " + id + " is");
        }
        return advisory;
    }
}
