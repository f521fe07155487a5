package org.imagebuilder.composer.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imagebuilder.composer.download.ByteRange.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=10-19, 10, 19",
        "bytes=10-, 10, 99",
        "bytes=99-, 99, 99",
        "bytes=50-1000, 50, 99",
        "bytes=0050-00000000000000000000060, 50, 60",
        "bytes=50-99999999999999999999999, 50, 99",
        "bytes=-1, 99, 99",
        "bytes=-100, 0, 99",
        "bytes=-1000, 0, 99",
        "Bytes= 1-2 , 1, 2"
    })
    void one_range_is_part_of_the_file(String header, long first, long last) {
        assertThat(ByteRange.of(List.of(header), 100)).isEqualTo(new ByteRange.Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=99999999999999999999999-", "bytes=-0"})
    void what_the_file_does_not_have_is_beyond_it(String header) {
        assertThat(ByteRange.of(List.of(header), 100)).isEqualTo(new ByteRange.Beyond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-4",
                "bytes=1",
                "bytes=--1",
                "lines=1-2",
                "bytes=0-1,5-6",
                "bytes=1 - 2",
                "bytes=0x1-2",
                "bytes=\u0661-2",
                "bytes=1-2;q=1"
            })
    void everything_else_is_ignored(String header) {
        assertThat(ByteRange.of(List.of(header), 100)).isEqualTo(new Whole());
    }

    @Test
    void there_is_one_header_or_none() {
        assertThat(ByteRange.of(List.of(), 100)).isEqualTo(new Whole());
        assertThat(ByteRange.of(List.of("bytes=0-1", "bytes=0-1"), 100)).isEqualTo(new Whole());
    }

    @Test
    void an_empty_file_has_no_ranges() {
        assertThat(ByteRange.of(List.of("bytes=0-"), 0)).isEqualTo(new ByteRange.Beyond());
        assertThat(ByteRange.of(List.of("bytes=-5"), 0)).isEqualTo(new Whole());
    }
}
