package org.imagebuilder.composer.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.imagebuilder.composer.Requests.image;
import static org.imagebuilder.composer.Requests.withImage;
import static org.imagebuilder.composer.Requests.withKoji;

import java.util.List;
import java.util.stream.Stream;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestReaderTest {

    @ParameterizedTest
    @MethodSource
    void well_formed_requests_are_read(String request) {
        assertThatCode(() -> Requests.read(request)).doesNotThrowAnyException();
    }

    static List<String> well_formed_requests_are_read() {
        return List.of(
                "{}",
                withImage(),
                withImage("size", "0"),
                withImage("size", "null"),
                withImage("size", "18446744073709551615"),
                withImage("upload_options", "{}"),
                withImage("upload_options", ""),
                withImage("upload_options", "{\"region\":\"r\",\"bucket\":\"b\"}"),
                withImage("repositories", "[]"),
                withImage("repositories", "[{\"baseurl\":\"not a uri\",\"surprise\":1}]"),
                withImage("upload_targets", "[{\"type\":\"local\",\"upload_options\":{},\"surprise\":1}]"),
                "{\"customizations\":{\"filesystem\":[{\"mountpoint\":\"/\",\"min_size\":18446744073709551615}]}}",
                "{\"customizations\":{\"filesystem\":[{\"mountpoint\":\"/\",\"min_size\":null}]}}",
                "{\"image_requests\":[]}",
                withKoji().replace("42", "-1"),
                withKoji().replace("42", "9223372036854775807"),
                "{\"bootc\":{\"reference\":\"r\",\"surprise\":1}}",
                "{\"blueprint_id\":\"0f0e0d0c-0b0a-4988-8776-655443322110\"}",
                "{\"customizations\":{\"users\":[{\"name\":\"u\",\"password\":\"p\"}],\"fips\":{}}}",
                "{\"customizations\":{\"disk\":{\"partitions\":[{\"fs_type\":\"ext4\"},{\"type\":\"lvm\",\"logical_volumes\":[]}]}}}");
    }

    @ParameterizedTest
    @DisplayName("C2 what the schema forbids is error 30, with a pointer to the place")
    @MethodSource
    void violations_of_the_schema(String request, String where) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Requests.read(request));
        assertThat(Requests.told(e)).startsWith("30: ").contains(where);
    }

    static Stream<Arguments> violations_of_the_schema() {
        return Stream.of(
                Arguments.of("", "empty"),
                Arguments.of(" ", ""),
                Arguments.of("null", "#:"),
                Arguments.of("[]", "#:"),
                Arguments.of("\"text\"", "#:"),
                Arguments.of("{", "line 1"),
                Arguments.of("{} {}", ""),
                Arguments.of("{\"distribution\":\"a\u0001\"}", "line 1"),
                Arguments.of("{\"surprise\":1}", "surprise"),
                Arguments.of("{\"distribution\":null}", "#/distribution"),
                Arguments.of("{\"distribution\":44}", "#/distribution"),
                Arguments.of("{\"customizations\":{},\"blueprint\":{\"name\":\"b\"}}", "#:"),
                Arguments.of("{\"image_requests\":[" + image("surprise", "1") + "]}", "#/image_requests/0"),
                Arguments.of("{\"image_requests\":{}}", "#/image_requests"),
                Arguments.of("{\"image_request\":null}", "#/image_request"),
                Arguments.of(withImage("architecture", ""), "architecture"),
                Arguments.of(withImage("repositories", ""), "repositories"),
                Arguments.of(withImage("image_type", "\"floppy\""), "#/image_request/image_type"),
                Arguments.of(withImage("image_type", "7"), "#/image_request/image_type"),
                Arguments.of(withImage("repositories", "[{\"rhsm\":\"yes\"}]"), "#/image_request/repositories/0/rhsm"),
                Arguments.of(withImage("repositories", "[{\"gpgkey\":null}]"), "#/image_request/repositories/0/gpgkey"),
                Arguments.of(withImage("upload_options", "null"), "#/image_request/upload_options"),
                Arguments.of(withImage("upload_options", "{\"surprise\":1}"), "#/image_request/upload_options"),
                Arguments.of(withImage("upload_options", "[]"), "#/image_request/upload_options"),
                Arguments.of(
                        withImage("upload_targets", "[{\"type\":\"ftp\",\"upload_options\":{}}]"),
                        "#/image_request/upload_targets/0/type"),
                Arguments.of("{\"customizations\":{\"surprise\":1}}", "#/customizations"),
                Arguments.of("{\"customizations\":{\"packages\":[1]}}", "#/customizations/packages/0"),
                Arguments.of("{\"customizations\":{\"partitioning_mode\":\"zfs\"}}", "partitioning_mode"),
                Arguments.of(
                        "{\"customizations\":{\"services\":{\"enabled\":[]}}}", "#/customizations/services/enabled"),
                Arguments.of("{\"koji\":{\"server\":\"s\"}}", "#/koji"),
                Arguments.of(withKoji().replace("42", "\"42\""), "#/koji/task_id"),
                Arguments.of(withKoji().replace("42", "null"), "#/koji/task_id"),
                Arguments.of(withKoji().replace("42", "42.0"), "#/koji/task_id"),
                Arguments.of("{\"bootc\":{}}", "#/bootc"),
                Arguments.of("{\"distribution\":\"a\\u0000b\"}", "NUL"),
                Arguments.of("{\"a\\u0000\":1}", "NUL"),
                Arguments.of("{\"distribution\":\"\\ud800\"}", "halves"));
    }

    @ParameterizedTest
    @DisplayName("numbers and ids that the schema lets through are error 20")
    @MethodSource
    void violations_of_types(String request, String where) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> Requests.read(request));
        assertThat(Requests.told(e)).startsWith("20: ").contains(where);
    }

    static Stream<Arguments> violations_of_types() {
        return Stream.of(
                Arguments.of(withImage("size", "\"1\""), "#/image_request/size"),
                Arguments.of(withImage("size", "-1"), "#/image_request/size"),
                Arguments.of(withImage("size", "1.5"), "#/image_request/size"),
                Arguments.of(withImage("size", "1e3"), "#/image_request/size"),
                Arguments.of(withImage("size", "true"), "#/image_request/size"),
                Arguments.of(withImage("size", "{}"), "#/image_request/size"),
                Arguments.of(withImage("size", "18446744073709551616"), "#/image_request/size"),
                Arguments.of(
                        "{\"image_requests\":[" + image() + "," + image("size", "-1") + "]}",
                        "#/image_requests/1/size"),
                Arguments.of(withKoji().replace("42", "9223372036854775808"), "#/koji/task_id"),
                Arguments.of("{\"blueprint_id\":\"x\"}", "#/blueprint_id"),
                Arguments.of("{\"blueprint_id\":\"1-1-1-1-1\"}", "#/blueprint_id"),
                Arguments.of(
                        "{\"customizations\":{\"openscap\":{\"profile_id\":\"p\",\"policy_id\":\"x\"}}}",
                        "#/customizations/openscap/policy_id"),
                Arguments.of(
                        "{\"blueprint\":{\"name\":\"b\",\"customizations\":{\"openscap\":{\"profile_id\":\"p\",\"policy_id\":\"\"}}}}",
                        "#/blueprint/customizations/openscap/policy_id"),
                Arguments.of(withRoomFor("\"1\""), "#/customizations/filesystem/0/min_size"),
                Arguments.of(withRoomFor("-1"), "#/customizations/filesystem/0/min_size"),
                Arguments.of(withRoomFor("0.5"), "#/customizations/filesystem/0/min_size"),
                Arguments.of(withRoomFor("18446744073709551616"), "#/customizations/filesystem/0/min_size"));
    }

    private static String withRoomFor(String minSize) {
        return "{\"customizations\":{\"filesystem\":[{\"mountpoint\":\"/\",\"min_size\":" + minSize + "}]}}";
    }

    @Test
    void defaults_are_written_into_what_is_stored() {
        assertThat(Requests.read("""
                {"distribution":"fedora-44","customizations":{"fips":{}},"image_request":{"architecture":"x86_64",
                 "image_type":"guest-image","repositories":[{"check_gpg":false}],"ostree":{}}}""").document())
                .isEqualTo("{\"distribution\":\"fedora-44\",\"customizations\":{\"fips\":{\"enabled\":false},"
                        + "\"partitioning_mode\":\"auto-lvm\"},\"image_request\":{\"architecture\":\"x86_64\","
                        + "\"image_type\":\"guest-image\",\"repositories\":[{\"check_gpg\":false,\"rhsm\":false,"
                        + "\"check_repo_gpg\":false,\"module_hotfixes\":false}],\"ostree\":{\"rhsm\":false},"
                        + "\"size\":0}}");
    }

    @Test
    void deep_nesting_is_refused_before_it_hurts() {
        ApiException e = catchThrowableOfType(
                ApiException.class, () -> Requests.read("{\"customizations\":" + "[".repeat(300_000)));
        assertThat(Requests.told(e)).startsWith("30: ");
    }

    @Test
    void a_body_full_of_mistakes_gets_a_short_answer() {
        String names = "1,".repeat(200_000) + "1";
        ApiException e = catchThrowableOfType(
                ApiException.class, () -> Requests.read("{\"customizations\":{\"packages\":[" + names + "]}}"));
        assertThat(Requests.told(e)).startsWith("30: ").hasSizeLessThan(300);
    }

    @Test
    void a_huge_number_is_refused_at_once() {
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> Requests.read(withImage("size", "9".repeat(500_000))));
        assertThat(Requests.told(e)).startsWith("30: ").hasSizeLessThan(300);
    }
}
