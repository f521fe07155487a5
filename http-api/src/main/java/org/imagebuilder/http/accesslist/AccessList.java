package org.imagebuilder.http.accesslist;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.imagebuilder.http.claims.ClaimPath;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Who may come in. Patterns are those of RE2, as in the original: an access list of its means the same here, and no
 * claim can make one take long.
 *
 * @param entries a token needs one that fits; without any, every valid token is let in
 */
record AccessList(List<Entry> entries) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Fits tokens in which the pattern is found somewhere in the claim. */
    record Entry(ClaimPath claim, Pattern pattern) {

        boolean fits(Map<String, Object> claims) {
            return claim.string(claims)
                    .filter(text -> pattern.matcher(text).find())
                    .isPresent();
        }
    }

    private record Written(@Nullable String claim, @Nullable String pattern) {

        static Entry entryOf(@Nullable Written entry) {
            if (entry == null || entry.claim == null || entry.pattern == null) {
                throw new IllegalArgumentException("each entry needs a claim and a pattern");
            }
            return new Entry(new ClaimPath(entry.claim), Pattern.compile(entry.pattern));
        }
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException says what is wrong with it; also for an empty text, which may be a file that
     *     is being written
     */
    static AccessList read(String yaml) {
        try {
            @Nullable Written @Nullable [] written = YAML.readValue(yaml, Written[].class);
            if (written == null) {
                throw new IllegalArgumentException(
                        "it is no access list; [] would let everybody in who has a valid token");
            }
            return new AccessList(Arrays.stream(written).map(Written::entryOf).toList());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no access list: " + e.getOriginalMessage(), e);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    boolean admits(Map<String, Object> claims) {
        return entries.isEmpty() || entries.stream().anyMatch(entry -> entry.fits(claims));
    }
}
