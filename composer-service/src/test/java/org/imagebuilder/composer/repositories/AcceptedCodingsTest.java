package org.imagebuilder.composer.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedCodingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                    | false
            ''                      | false
            identity                | false
            deflate, br             | false
            gzip                    | true
            GZIP                    | true
            br;q=1.0, gzip;q=0.8    | true
            gzip;q=0                | false
            *                       | true
            *;q=0                   | false
            *;q=0, gzip             | true
            gzip;q=0, *             | false
            gzip ; q = 0.000        | false
            gzip;level=9            | false
            ,;=                     | false
            """)
    void clients_say_whether_they_take_gzip(@Nullable String header, boolean gzip) {
        assertThat(AcceptedCodings.in(header).include("gzip")).isEqualTo(gzip);
    }
}
