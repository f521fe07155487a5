package org.imagebuilder.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"disk.qcow2", "x", "a b", "image..raw", "Größe.img", "~", "-rf", "a:b", "%2F", "\uD83D\uDCBF"})
    void names_of_files_are_taken(String name) {
        assertThat(ArtifactName.read(name)).map(ArtifactName::text).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", ".hidden", "../x", "a/b", "/etc", "a\\b", "..\\x", "a\0b", "a\nb", "\u007f", "\u0085",
                "\uD800", "\uFFFD"
            })
    @DisplayName("W13 what is hidden, leaves the folder or is not text is no name")
    void others(String name) {
        assertThat(ArtifactName.read(name)).isEmpty();
    }

    @Test
    void a_name_is_as_long_as_file_systems_take_it() {
        assertThat(ArtifactName.read("x".repeat(255))).isPresent();
        assertThat(ArtifactName.read("x".repeat(256))).isEmpty();
        assertThat(ArtifactName.read("ü".repeat(127))).isPresent();
        assertThat(ArtifactName.read("ü".repeat(128))).isEmpty();
    }
}
