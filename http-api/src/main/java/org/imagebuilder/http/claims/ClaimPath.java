package org.imagebuilder.http.claims;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim stands.
 *
 * @param text the claim's name, or names of nested ones with dots between them, as in {@code realm_access.roles}; names
 *     may have dots in them as well, and a whole name comes before its parts
 */
public record ClaimPath(String text) {

    public ClaimPath {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a claim needs a name");
        }
    }

    /** The claim, if it is a string with something in it. */
    public Optional<String> string(Map<String, Object> claims) {
        return find(claims, text) instanceof String found && !found.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    /** The words of the claim: those between its spaces, or the strings in its array; none if it is anything else. */
    public Set<String> words(Map<String, Object> claims) {
        return words(find(claims, text))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toSet());
    }

    private static Stream<?> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.strip().split("\\s+"));
            case Collection<?> array -> array.stream();
            case null, default -> Stream.empty();
        };
    }

    private static @Nullable Object find(Map<?, ?> claims, String path) {
        Object found = claims.get(path);
        for (int dot = path.indexOf('.'); found == null && dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> nested) {
                found = find(nested, path.substring(dot + 1));
            }
        }
        return found;
    }
}
