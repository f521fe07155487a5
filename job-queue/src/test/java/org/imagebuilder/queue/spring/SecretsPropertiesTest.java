package org.imagebuilder.queue.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsPropertiesTest {

    private static final String FIRST = "first:" + "A".repeat(43) + "=";
    private static final String SECOND = "second:" + "B".repeat(43) + "=";

    @TempDir
    Path folder;

    @Test
    void keys_come_from_a_file_or_from_properties() throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "# ours\n" + FIRST + "\n\n" + SECOND + "\n");
        assertThat(new SecretsProperties(file, List.of(), false).keyRing()).hasToString("[first, second]");
        assertThat(new SecretsProperties(null, List.of(SECOND, FIRST), false).keyRing())
                .hasToString("[second, first]");
        assertThat(new SecretsProperties(null, List.of(FIRST), false))
                .asString()
                .doesNotContain("AAAA");
    }

    @Test
    void without_keys_a_service_starts_only_if_told_so() {
        assertThatThrownBy(() -> new SecretsProperties(null, List.of(), false).keyRing())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("imagebuilder.secrets.plaintext=true");
        assertThat(new SecretsProperties(null, List.of(), true).keyRing().isEmpty())
                .isTrue();
    }

    @Test
    void what_cannot_be_used_is_refused_in_words_that_show_no_key() {
        assertThatThrownBy(() -> new SecretsProperties(folder.resolve("none"), List.of(), false).keyRing())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> new SecretsProperties(folder, List.of(FIRST), false).keyRing())
                .hasMessageContaining("not in both");
        assertThatThrownBy(() -> new SecretsProperties(null, List.of(FIRST, FIRST), false).keyRing())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("two keys first")
                .hasMessageNotContaining("AAAA");
    }
}
