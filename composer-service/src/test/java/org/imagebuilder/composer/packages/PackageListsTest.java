package org.imagebuilder.composer.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

class PackageListsTest {

    /** Two members of each package, at the end of a path of two. */
    private static final PackageListing LISTING = new PackageListing() {
        @Override
        public List<String> path() {
            return List.of("sets", "os");
        }

        @Override
        public Set<String> members() {
            return Set.of("a", "b");
        }

        @Override
        public void write(Map<String, String> members, JsonGenerator out) {
            out.writeString(new TreeMap<>(members).toString());
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"sets":{"os":[{"a":"1","b":2,"c":3},{"b":"x"},{}]}}              | "{a=1, b=2}","{b=x}","{}"
            {"x":[{"a":1}],"sets":{"build":[{"a":1}],"os":[{"a":"2"}]},"y":1} | "{a=2}"
            {"sets":{"os":[{"c":{"a":1},"d":[{"a":2}],"a":"3"}]}}             | "{a=3}"
            {"sets":{"os":[{"a":null,"b":true}]}}                             | "{b=true}"
            {"sets":{"os":[{"a":{"type":"sha256","value":"ff"}}]}}            | "{a=sha256:ff}"
            {"sets":{"os":[{"a":{"type":"sha256"},"b":[1]}]}}                 | "{}"
            {"sets":{"os":[]}}                                                | ''
            {"sets":{"os":null}}                                              | ''
            {"sets":{"build":[]}}                                             | ''
            {"sets":null}                                                     | ''
            {}                                                                | ''
            """)
    void the_wanted_members_of_the_wanted_list_are_written(String result, String packages) {
        assertThat(Listings.of(result, LISTING)).isEqualTo("{\"packages\":[" + packages + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{\"sets\":[]}",
                "{\"sets\":\"os\"}",
                "{\"sets\":{\"os\":{}}}",
                "{\"sets\":{\"os\":\"x\"}}",
                "{\"sets\":{\"os\":[null]}}",
                "{\"sets\":{\"os\":[[]]}}"
            })
    void what_is_no_list_of_packages_is_said_so(String result) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> Listings.of(result, LISTING));
        assertThat(Requests.told(refusal)).isEqualTo("1012: the worker's result holds no list of packages");
    }

    @Test
    void what_is_skipped_may_be_as_hugeas_it_likes_and_what_is_read_may_not() {
        String huge = "x".repeat(2 * 1024 * 1024);
        String result = "{\"log\":\"L\",\"sets\":{\"os\":[{\"files\":[\"L\"],\"a\":\"1\",\"c\":\"L\"}]}}";
        assertThat(Listings.of(result.replace("L", huge), LISTING)).isEqualTo("{\"packages\":[\"{a=1}\"]}");
        assertThatThrownBy(() -> Listings.of("{\"sets\":{\"os\":[{\"a\":\"" + huge + "\"}]}}", LISTING))
                .isInstanceOf(JacksonException.class);
    }
}
