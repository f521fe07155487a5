package org.imagebuilder.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: for each figure its values in all runs. */
final class Figures {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    Map<String, List<Double>> values() {
        return values;
    }

    private static double median(List<Double> of) {
        List<Double> sorted = of.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** A table in Markdown: medians, and what lies between the least and the most. */
    String table(String title) {
        StringBuilder table = new StringBuilder("| " + title + " | median | least to most |\n| --- | --- | --- |\n");
        values.forEach((name, all) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s to %s |%n",
                name,
                number(median(all)),
                number(all.stream().mapToDouble(v -> v).min().orElse(0)),
                number(all.stream().mapToDouble(v -> v).max().orElse(0)))));
        return table.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.1f", value);
    }
}
