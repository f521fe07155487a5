package org.imagebuilder.standalone.vulnerabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceFileTest {

    @TempDir
    Path folder;

    @Test
    void an_entry_has_an_id_a_reason_and_a_last_day() throws Exception {
        assertThat(read("""
                - id: CVE-2026-12345
                  reason: >
                    not reachable:
                    nobody calls it
                  until: 2027-01-31
                """))
                .containsExactly(
                        new Acceptance("CVE-2026-12345", "not reachable: nobody calls it", LocalDate.of(2027, 1, 31)));
    }

    @Test
    void the_repository_has_such_a_file() {
        assertThat(new AcceptanceFile(Path.of("../accepted-vulnerabilities.yaml")).read())
                .doesNotContainNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[{id: A, until: 2027-01-31}]                              | entry 1: reason is missing",
                "[{id: A, reason: '  ', until: 2027-01-31}]                | entry 1: reason is missing",
                "[{reason: b, until: 2027-01-31}]                          | entry 1: id is missing",
                "[{id: A, reason: b}]                                      | entry 1: until is missing",
                "[{id: A, reason: b, until: soon}]                         | entry 1: until is no date like 2027-01-31: soon",
                "[{id: A, reason: b, until: 2027-02-30}]                   | entry 1: until is no date like 2027-01-31: 2027-02-30",
                "[{id: A, reason: b, until: 2027-01-31, by: me}]           | entry 1: nobody knows what by means",
                "[{id: A, reason: b, until: 2027-01-31}, CVE-2026-1]       | entry 2: id is missing",
                "[{id: A, id: B, reason: b, until: 2027-01-31}]            | id",
                "{id: A, reason: b, until: 2027-01-31}                     | it is no list; [] accepts nothing",
                "# nothing                                                 | it is no list; [] accepts nothing",
                "[{id: A                                                   | ",
            })
    void a_mistake_is_refused(String yaml, @Nullable String complaint) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(AcceptancesRefusedException.class)
                .hasMessageContaining(complaint == null ? "" : complaint)
                .hasMessageStartingWith(folder.toString())
                .message()
                .hasLineCount(1);
    }

    private List<Acceptance> read(String yaml) throws IOException {
        return new AcceptanceFile(Files.writeString(folder.resolve("accepted.yaml"), yaml)).read();
    }
}
