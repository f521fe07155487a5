package org.imagebuilder.composer.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagebuilder.composer.packages.Listings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundPackagesTest {

    @Test
    @DisplayName("C27 all that a package says of itself; the epoch only if it is greater than 0")
    void details() {
        String result = """
                {"packages":[
                  {"Name":"tmux","Epoch":0,"Version":"3.6a","Release":"1.fc44","Arch":"x86_64","Summary":"s","URL":"u",
                   "Description":"d","License":"ISC","BuildTime":"2026-03-02T09:41:07.5Z","Provides":[{"Name":"x"}]},
                  {"Name":"vim","Epoch":2,"Version":"9","Release":"1","Arch":"noarch","Summary":"","Description":"",
                   "URL":"","License":"","BuildTime":"2026-03-02T09:41:07+02:00"}]}""";
        assertThat(Listings.of(result, new FoundPackages()))
                .isEqualTo("{\"packages\":[{\"name\":\"tmux\",\"version\":\"3.6a\",\"release\":\"1.fc44\","
                        + "\"arch\":\"x86_64\",\"buildtime\":\"2026-03-02T09:41:07Z\",\"summary\":\"s\","
                        + "\"description\":\"d\",\"url\":\"u\",\"license\":\"ISC\"},"
                        + "{\"name\":\"vim\",\"version\":\"9\",\"release\":\"1\",\"arch\":\"noarch\",\"epoch\":\"2\","
                        + "\"buildtime\":\"2026-03-02T09:41:07+02:00\"}]}");
    }

    @ParameterizedTest
    @CsvSource({"''", "yesterday", "2026-03-02"})
    void a_time_that_is_none_is_left_out(String time) {
        assertThat(Listings.of("{\"packages\":[{\"Name\":\"a\",\"BuildTime\":\"" + time + "\"}]}", new FoundPackages()))
                .isEqualTo("{\"packages\":[{\"name\":\"a\",\"version\":\"\",\"release\":\"\",\"arch\":\"\"}]}");
    }
}
