package org.imagebuilder.composer.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposerErrorTest {

    @Test
    @DisplayName("C1 there are 75 errors, in the order that clients know")
    void the_list_is_complete() {
        assertThat(ComposerError.values()).hasSize(75);
        assertThat(ComposerError.values()).extracting(ComposerError::number).doesNotHaveDuplicates();
        assertThat(ErrorListing.slice(0, 25))
                .extracting(ComposerError::number)
                .containsExactly(
                        401, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 25, 27);
        assertThat(ErrorListing.slice(1, 25))
                .extracting(ComposerError::number)
                .containsExactly(
                        28, 1022, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 1000,
                        1001, 1002, 1003);
        assertThat(ErrorListing.slice(2, 25))
                .extracting(ComposerError::number)
                .containsExactly(
                        1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1018, 1019,
                        1020, 1021, 1023, 1024, 1025, 10000, 10001, 10002, 10003);
    }

    @Test
    void details_that_quote_a_huge_request_are_cut() {
        assertThat(ComposerError.UNKNOWN_DISTRIBUTION
                        .because("x".repeat(1_000_000))
                        .details())
                .asString()
                .hasSize(501)
                .endsWith("…");
        assertThat(ComposerError.UNKNOWN_DISTRIBUTION
                        .because("x".repeat(499) + "😀")
                        .details())
                .asString()
                .isEqualTo("x".repeat(499) + "…");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 401",
        "2, 403",
        "3, 415",
        "4, 400",
        "15, 404",
        "17, 404",
        "21, 404",
        "22, 405",
        "23, 406",
        "26, 404",
        "30, 400",
        "47, 400",
        "1000, 500",
        "1012, 500",
        "1022, 400",
        "1023, 400",
        "1024, 500",
        "10001, 500"
    })
    void statuses(int number, int status) {
        assertThat(ComposerError.of(number)).map(e -> e.status().value()).contains(status);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 75",
        "0, 10, 10",
        "7, 10, 5",
        "8, 10, 0",
        "0, 0, 0",
        "-1, 10, 0",
        "0, -1, 0",
        "2147483647, 2147483647, 0"
    })
    @DisplayName("C1 pages beyond the list, and negative ones, are empty")
    void pages(int page, int size, int items) {
        assertThat(ErrorListing.slice(page, size)).hasSize(items);
    }
}
