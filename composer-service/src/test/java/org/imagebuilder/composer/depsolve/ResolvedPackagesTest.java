package org.imagebuilder.composer.depsolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagebuilder.composer.packages.Listings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvedPackagesTest {

    @Test
    @DisplayName("C26 only the packages of the system itself are told")
    void only_those_of_os() {
        String result = """
                {"transactions":{"os":[[{"name":"no"}]]},
                 "package_specs":{"build":[{"name":"gcc","epoch":0}],"os":[{"name":"tmux","epoch":0,"version":"3.6a",
                   "release":"1.fc44","arch":"x86_64","checksum":"sha256:ff","provides":[{"name":"tmux"}]}]},
                 "repo_configs":{"os":[]},"solver":"dnf5"}""";
        assertThat(Listings.of(result, new ResolvedPackages()))
                .isEqualTo("{\"packages\":[{\"type\":\"rpm\",\"name\":\"tmux\",\"version\":\"3.6a\","
                        + "\"release\":\"1.fc44\",\"arch\":\"x86_64\",\"checksum\":\"sha256:ff\"}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "epoch":0                                                | ''
            "epoch":2                                                | "epoch":"2"
            "epoch":-1                                               | ''
            "checksum":{"type":"sha1","value":"aa"}                  | "checksum":"sha1:aa"
            "checksum":null                                          | ''
            "checksum":""                                            | ''
            """)
    void epochs_and_checksums(String members, String written) {
        String answer = Listings.of("{\"package_specs\":{\"os\":[{" + members + "}]}}", new ResolvedPackages());
        String expected = "{\"type\":\"rpm\",\"name\":\"\",\"version\":\"\",\"release\":\"\",E\"arch\":\"\"C}";
        boolean epoch = written.startsWith("\"epoch");
        assertThat(answer)
                .isEqualTo("{\"packages\":["
                        + expected.replace("E", epoch ? written + "," : "")
                                .replace("C", epoch || written.isEmpty() ? "" : "," + written)
                        + "]}");
    }
}
