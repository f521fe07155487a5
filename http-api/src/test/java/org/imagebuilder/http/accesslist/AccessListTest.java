package org.imagebuilder.http.accesslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessListTest {

    @Test
    void one_match_is_enough() {
        AccessList list = AccessList.read("""
                # who may come in
                - claim: rh-org-id
                  pattern: ^(11|22)$
                - claim: account_id
                  pattern: ^(33)$
                """);

        assertThat(list.admits(Map.of("rh-org-id", "22"))).isTrue();
        assertThat(list.admits(Map.of("rh-org-id", "99", "account_id", "33"))).isTrue();
        assertThat(list.admits(Map.of("rh-org-id", "33", "account_id", "11"))).isFalse();
        assertThat(list.admits(Map.of("rh-org-id", "122"))).isFalse();
        assertThat(list.admits(Map.of())).isFalse();
    }

    @Test
    void a_pattern_is_found_anywhere_unless_it_is_anchored() {
        AccessList list = AccessList.read("[{claim: email, pattern: example}]");

        assertThat(list.admits(Map.of("email", "me@example.com"))).isTrue();
        assertThat(list.admits(Map.of("email", "me@Example.com"))).isFalse();
    }

    @Test
    void only_strings_match() {
        AccessList list = AccessList.read("[{claim: a, pattern: .*}]");

        assertThat(list.admits(Map.of("a", List.of("b")))).isFalse();
        assertThat(list.admits(Map.of("a", 1))).isFalse();
        assertThat(list.admits(Map.of("a", true))).isFalse();
        assertThat(list.admits(Map.of("a", ""))).isFalse();
    }

    @Test
    void an_empty_list_lets_everybody_in() {
        assertThat(AccessList.read("[]").admits(Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing yet",
                "---",
                "null",
                "x",
                "{claim: a, pattern: b}",
                "- claim: a",
                "- pattern: a",
                "- {claim: '', pattern: a}",
                "- {claim: a, pattern: '('}",
                "- {claim: a, pattern: '(?=look)ahead'}",
                "- {claim: a, pattern: b, not: true}",
                "- [a, b]",
                "-",
                "- {claim: a, pattern: b",
                "- {claim: a, pattern: b}\n---\n- {claim: c, pattern: d}",
                "\u0000"
            })
    void what_is_no_list_is_refused_with_a_reason(String yaml) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessList.read(yaml))
                .satisfies(failure -> assertThat(failure.getMessage()).isNotBlank());
    }

    @Test
    @Timeout(10)
    void no_claim_makes_a_pattern_take_long() {
        AccessList list = AccessList.read("[{claim: a, pattern: '^(a+)+$'}]");

        assertThat(list.admits(Map.of("a", "a".repeat(5000) + "!"))).isFalse();
    }
}
