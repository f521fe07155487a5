package org.imagebuilder.composer.blueprint.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

    @ParameterizedTest
    @DisplayName("C13 sizes")
    @CsvSource({
        "10 GiB, 10737418240",
        "1.5 GiB, 1610612736",
        "20 GB, 20000000000",
        "1024, 1024",
        "0, 0",
        "1kB, 1000",
        "1 KiB, 1024",
        "2 MB, 2000000",
        "2 MiB, 2097152",
        "3 TB, 3000000000000",
        "3 TiB, 3298534883328",
        "'  7   GiB  ', 7516192768",
        "1.5, 2",
        "1.4, 1",
        "0.3 GiB, 322122547",
        "1.0000000596046448 MiB, 1048576",
        "9223372036854775807, 9223372036854775807",
    })
    void sizes(String text, long bytes) {
        assertThat(DataSize.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @DisplayName("C13 what is no size")
    @ValueSource(
            strings = {
                "",
                " ",
                "GiB",
                "-1",
                "-1 GiB",
                "+1",
                "1 gib",
                "1 KB",
                "1 PB",
                "1 GiB 2",
                "1 2",
                "1,5 GiB",
                "1.",
                ".5",
                "1e3",
                "0x10",
                "١",
                "9223372036854775808",
                "8388608 TiB",
                "0000000000000000000000000000001"
            })
    void no_sizes(String text) {
        assertThat(DataSize.parse(text)).isEmpty();
    }
}
