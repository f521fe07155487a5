package org.imagebuilder.standalone.vulnerabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShippedLibrariesTest {

    @Test
    void what_ships_is_listed_with_its_version() throws Exception {
        assertThat(ShippedLibraries.read())
                .extracting(Library::name)
                .contains(
                        "org.apache.kafka:kafka-clients",
                        "org.postgresql:postgresql",
                        "org.apache.tomcat.embed:tomcat-embed-core");
        assertThat(ShippedLibraries.read())
                .allSatisfy(library -> assertThat(library.purl())
                        .isEqualTo("pkg:maven/%s@%s".formatted(library.name().replace(':', '/'), library.version()))
                        .matches(".*@\\d.*"));
    }

    @Test
    void neither_test_libraries_nor_our_own_modules_are_listed() throws Exception {
        assertThat(ShippedLibraries.read())
                .extracting(Library::name)
                .noneMatch(name -> name.matches("(org\\.junit|org\\.assertj|org\\.mockito|org\\.imagebuilder).*"));
    }

    @Test
    void an_empty_list_is_not_mistaken_for_a_good_one() {
        assertThatThrownBy(() -> ShippedLibraries.read(
                        new ByteArrayInputStream("{\"components\": []}".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> ShippedLibraries.read(null)).hasMessageContaining("has no list");
    }
}
