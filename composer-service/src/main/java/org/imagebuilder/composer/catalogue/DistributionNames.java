package org.imagebuilder.composer.catalogue;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names are distributions at all, and which listed one an unlisted release resembles most. */
final class DistributionNames {

    private static final Pattern RELEASE = Pattern.compile("(?<line>.*)[.-](?<number>[0-9]{1,4})");

    private final Set<String> listed;
    private final List<Rule> rules;

    private record Rule(Pattern pattern, String name) {}

    DistributionNames(Set<String> listed, List<CatalogueFile.NamePattern> patterns) {
        this.listed = Set.copyOf(listed);
        this.rules = patterns.stream()
                .map(p -> new Rule(Pattern.compile(p.pattern()), p.name()))
                .toList();
    }

    /** The proper spelling ({@code rhel-9.6} for {@code rhel-96}); empty for what can be no distribution. */
    Optional<String> standardise(String name) {
        if (listed.contains(name)) {
            return Optional.of(name);
        }
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(name);
            if (matcher.matches()) {
                return Optional.of(matcher.replaceFirst(rule.name()));
            }
        }
        return Optional.empty();
    }

    /** The listed distribution whose images this one has: itself, the release before it, or the first one after it. */
    Optional<String> resembled(String standardName) {
        if (listed.contains(standardName)) {
            return Optional.of(standardName);
        }
        Matcher release = RELEASE.matcher(standardName);
        if (!release.matches()) {
            return Optional.empty();
        }
        String line = release.group("line");
        if (listed.contains(line)) {
            return Optional.of(line);
        }
        return Optional.ofNullable(nearest(line, Integer.parseInt(release.group("number"))));
    }

    private @Nullable String nearest(String line, int number) {
        NavigableMap<Integer, String> releases = new TreeMap<>();
        for (String name : listed) {
            Matcher matcher = RELEASE.matcher(name);
            if (matcher.matches() && matcher.group("line").equals(line)) {
                releases.put(Integer.parseInt(matcher.group("number")), name);
            }
        }
        var before = releases.floorEntry(number);
        var after = releases.higherEntry(number);
        return before != null ? before.getValue() : after != null ? after.getValue() : null;
    }
}
