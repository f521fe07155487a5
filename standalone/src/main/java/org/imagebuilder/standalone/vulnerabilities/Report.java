package org.imagebuilder.standalone.vulnerabilities;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** An assessment as text: a table of what is open, notes on acceptances, and a line that sums it up. */
final class Report {

    private static final List<String> HEAD =
            List.of("PACKAGE", "VERSION", "VULNERABILITY", "SEVERITY", "FIXED IN", "SUMMARY");

    private Report() {}

    static List<String> of(Assessment assessment) {
        List<String> lines = new ArrayList<>();
        if (!assessment.isFine()) {
            lines.addAll(table(assessment.open()));
        }
        for (Acceptance acceptance : assessment.expired()) {
            lines.add("%s was accepted, which expired after %s: %s"
                    .formatted(acceptance.id(), acceptance.until(), acceptance.reason()));
        }
        for (Acceptance acceptance : assessment.unneeded()) {
            lines.add(acceptance.id() + " is accepted and was not found: the entry is no longer needed");
        }
        lines.add(sum(assessment));
        return lines.stream().map(Report::printable).toList();
    }

    private static String sum(Assessment assessment) {
        long open = distinct(assessment.open());
        long accepted = distinct(assessment.accepted());
        return "%d libraries, %s%s"
                .formatted(
                        assessment.libraries(),
                        open == 0
                                ? "no known vulnerabilities"
                                : open == 1 ? "1 known vulnerability" : open + " known vulnerabilities",
                        accepted == 0 ? "" : " (" + accepted + " accepted)");
    }

    private static long distinct(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.advisory().id())
                .distinct()
                .count();
    }

    private static List<String> table(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        findings.stream()
                .sorted(Comparator.comparing(
                                (Finding finding) -> finding.library().name())
                        .thenComparing(finding -> finding.advisory().id()))
                .map(Report::row)
                .forEach(rows::add);
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    private static List<String> row(Finding finding) {
        Library library = finding.library();
        Advisory advisory = finding.advisory();
        return List.of(
                library.name(),
                library.version(),
                advisory.title(),
                orDash(advisory.severity()),
                orDash(String.join(", ", advisory.fixedIn(library))),
                advisory.summary());
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String aligned(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).repeat(' ', widths.get(column) - cell.length()).append("  ");
        }
        return line.toString().stripTrailing();
    }

    /** Others wrote the summaries, and a terminal obeys control characters. */
    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", " ");
    }
}
