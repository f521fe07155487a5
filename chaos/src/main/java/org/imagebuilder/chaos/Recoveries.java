package org.imagebuilder.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How long the system took after each fault to have done everything that was there before. */
public final class Recoveries {

    private final Map<String, List<Duration>> byFault = new TreeMap<>();

    void add(String fault, Duration recovery) {
        byFault.computeIfAbsent(fault, _ -> new ArrayList<>()).add(recovery);
    }

    void addAll(Recoveries others) {
        others.byFault.forEach((fault, times) -> times.forEach(time -> add(fault, time)));
    }

    int count() {
        return byFault.values().stream().mapToInt(List::size).sum();
    }

    /** In Markdown. */
    String table() {
        Formatter table = new Formatter(Locale.ROOT);
        table.format("| fault | times | recovered after, median, s | worst, s |%n| --- | --- | --- | --- |%n");
        byFault.forEach((fault, times) -> {
            List<Duration> sorted = times.stream().sorted().toList();
            table.format(
                    "| %s | %d | %.1f | %.1f |%n",
                    fault,
                    sorted.size(),
                    sorted.get((sorted.size() - 1) / 2).toMillis() / 1000.0,
                    sorted.getLast().toMillis() / 1000.0);
        });
        return table.toString();
    }
}
