package org.imagebuilder.standalone.vulnerabilities;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the database says about one vulnerability.
 *
 * @param aliases its ids in other databases
 * @param severity one word, or empty where the database has only a vector of figures
 * @param fixes the versions that repair it, of every library that has it
 * @param withdrawn it turned out to be none
 */
record Advisory(String id, List<String> aliases, String severity, String summary, List<Fix> fixes, boolean withdrawn) {

    record Fix(String library, String version) {}

    static Advisory of(JsonNode answer) {
        return new Advisory(
                answer.path("id").asString(""),
                answer.path("aliases")
                        .valueStream()
                        .map(alias -> alias.asString(""))
                        .toList(),
                answer.path("database_specific").path("severity").asString("").toLowerCase(Locale.ROOT),
                answer.path("summary").asString(""),
                answer.path("affected")
                        .valueStream()
                        .flatMap(Advisory::fixes)
                        .distinct()
                        .toList(),
                answer.hasNonNull("withdrawn"));
    }

    private static Stream<Fix> fixes(JsonNode affected) {
        String library = affected.path("package").path("name").asString("");
        return affected.path("ranges")
                .valueStream()
                // commits say nothing to somebody who looks for a release
                .filter(range -> !range.path("type").asString("").equals("GIT"))
                .flatMap(range -> range.path("events").valueStream())
                .filter(event -> event.has("fixed"))
                .map(event -> new Fix(library, event.path("fixed").asString("")));
    }

    boolean isCalled(String name) {
        return Stream.concat(Stream.of(id), aliases.stream()).anyMatch(name::equalsIgnoreCase);
    }

    /** Its id, and the one under which most people know it. */
    String title() {
        return aliases.stream()
                .filter(alias -> alias.startsWith("CVE-") && !id.startsWith("CVE-"))
                .findFirst()
                .map(cve -> id + " (" + cve + ")")
                .orElse(id);
    }

    /** The releases of a library that repair it, one for each line of releases. */
    List<String> fixedIn(Library library) {
        return fixes.stream()
                .filter(fix -> fix.library().equals(library.name()))
                .map(Fix::version)
                .toList();
    }
}
