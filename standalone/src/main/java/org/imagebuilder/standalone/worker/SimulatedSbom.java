package org.imagebuilder.standalone.worker;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bill of materials in the format SPDX 2.3. */
final class SimulatedSbom {

    private static final String DOCUMENT = "SPDXRef-DOCUMENT";

    private SimulatedSbom() {}

    /** @param name of the document, which no other one has */
    static Map<String, Object> of(String name, List<SimulatedPackage> packages, Instant created) {
        List<Map<String, Object>> entries = new ArrayList<>();
        List<Map<String, Object>> relationships = new ArrayList<>();
        for (SimulatedPackage content : packages) {
            String id = "SPDXRef-Package-" + (entries.size() + 1); // names may have characters that ids may not
            entries.add(Map.of(
                    "SPDXID",
                    id,
                    "name",
                    content.name(),
                    "versionInfo",
                    content.version() + "-" + content.release(),
                    "downloadLocation",
                    "NOASSERTION",
                    "filesAnalyzed",
                    false));
            relationships.add(
                    Map.of("spdxElementId", DOCUMENT, "relationshipType", "DESCRIBES", "relatedSpdxElement", id));
        }
        return Map.of(
                "spdxVersion",
                "SPDX-2.3",
                "dataLicense",
                "CC0-1.0",
                "SPDXID",
                DOCUMENT,
                "name",
                name,
                "documentNamespace",
                "https://simulated.invalid/spdx/" + name,
                "creationInfo",
                Map.of(
                        "created", created.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "creators", List.of("Tool: simulated worker")),
                "packages",
                entries,
                "relationships",
                relationships);
    }
}
