package org.imagebuilder.http.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlCredentialsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            no URL,                                     no URL
            me@example.com,                             me@example.com
            https://example.com/a@b,                    https://example.com/a@b
            https://u:p@example.com/a@b,                https://***@example.com/a@b
            https://token@example.com,                  https://***@example.com
            https://u:p@w@example.com,                  https://***@example.com
            cannot get https://u:p@a/ nor ftp://q@b/,   cannot get https://***@a/ nor ftp://***@b/
            '{"a":"https://a","b":"me@example.com"}',   '{"a":"https://a","b":"me@example.com"}'
            """)
    void what_stands_before_a_host_is_hidden(String text, String shown) {
        assertThat(UrlCredentials.hiddenIn(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            proxy:3128,             proxy:3128
            u:p@proxy:3128,         ***@proxy:3128
            http://u:p@proxy:3128,  http://***@proxy:3128
            """)
    void so_it_is_in_an_address_without_scheme(String address, String shown) {
        assertThat(UrlCredentials.hiddenInAddress(address)).isEqualTo(shown);
    }
}
