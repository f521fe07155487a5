package org.imagebuilder.composer.blueprint.fitting;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagebuilder.composer.blueprint.AbsolutePath;

/** Which paths somebody may use. Of all the folders that have a verdict, the deepest one around a path decides. */
final class PathPolicy {

    private enum Verdict {
        ALLOWED,
        /** The folder itself may be used, but nothing below it. */
        ALONE,
        DENIED
    }

    private record Entry(String folder, Verdict verdict) {}

    private final List<Entry> deepestFirst;

    private PathPolicy(List<Entry> entries) {
        deepestFirst = entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> entry.folder().length())
                        .reversed())
                .toList();
    }

    /** What is wrong with a proper absolute path; empty if it may be used. */
    Optional<String> problem(String path) {
        for (Entry entry : deepestFirst) {
            if (AbsolutePath.isWithin(path, entry.folder())) {
                return switch (entry.verdict()) {
                    case ALLOWED -> Optional.empty();
                    case ALONE ->
                        path.equals(entry.folder())
                                ? Optional.empty()
                                : Optional.of(path + " is not allowed, as it is below " + entry.folder());
                    case DENIED -> Optional.of(path + " is not allowed");
                };
            }
        }
        return Optional.empty();
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder {
        private final Map<Verdict, List<String>> folders = new EnumMap<>(Verdict.class);

        Builder denied(String... those) {
            folders.put(Verdict.DENIED, List.of(those));
            return this;
        }

        Builder alone(String... those) {
            folders.put(Verdict.ALONE, List.of(those));
            return this;
        }

        Builder allowed(String... those) {
            folders.put(Verdict.ALLOWED, List.of(those));
            return this;
        }

        PathPolicy build() {
            return new PathPolicy(folders.entrySet().stream()
                    .flatMap(e -> e.getValue().stream().map(folder -> new Entry(folder, e.getKey())))
                    .toList());
        }
    }
}
