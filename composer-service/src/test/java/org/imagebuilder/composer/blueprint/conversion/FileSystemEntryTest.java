package org.imagebuilder.composer.blueprint.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.http.errors.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileSystemEntryTest {

    private static final String LONG = "a".repeat(32);

    @ParameterizedTest
    @DisplayName("C7 files and directories that are fine")
    @MethodSource
    void fine(String members) {
        assertThatCode(() ->
                        Convert.customizations("{\"files\":[{" + members + "}],\"directories\":[{" + members + "}]}"))
                .doesNotThrowAnyException();
    }

    static List<String> fine() {
        return List.of(
                "\"path\":\"/a\"",
                "\"path\":\"/a/.b/..c/d e\"",
                "\"path\":\"/a\",\"mode\":\"0777\",\"user\":\"root\",\"group\":\"wheel\"",
                "\"path\":\"/a\",\"mode\":\"000\",\"user\":0,\"group\":4294967295",
                "\"path\":\"/a\",\"user\":\".u.s-e_r\",\"group\":\"_g-r_0\"",
                "\"path\":\"/a\",\"user\":\"" + LONG + "\",\"group\":\"" + LONG + "\"");
    }

    @ParameterizedTest
    @DisplayName("C7 files and directories that are wrong are error 35, with a pointer to what is wrong")
    @MethodSource
    void wrong(String members, String where) {
        assertThat(refused("{\"directories\":[{\"path\":\"/fine\"},{" + members + "}]}"))
                .startsWith("35: #/customizations/directories/1/" + where);
        assertThat(refused("{\"files\":[{" + members + "}]}")).startsWith("35: #/customizations/files/0/" + where);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("\"path\":\"\"", "path: must not be empty"),
                Arguments.of("\"path\":\"a/b\"", "path: must be an absolute path"),
                Arguments.of("\"path\":\"/a/\"", "path: must not end with a slash"),
                Arguments.of("\"path\":\"//\"", "path: must not end with a slash"),
                Arguments.of("\"path\":\"//a\"", "path: must have no empty parts"),
                Arguments.of("\"path\":\"/a//b\"", "path: must have no empty parts"),
                Arguments.of("\"path\":\"/a/./b\"", "path: must have no empty parts"),
                Arguments.of("\"path\":\"/a/..\"", "path: must have no empty parts"),
                Arguments.of("\"path\":\"/\"", "path: is always there"),
                Arguments.of("\"path\":\"/" + "é".repeat(2048) + "\"", "path: longer than 4096 bytes"),
                Arguments.of("\"path\":\"/a\",\"mode\":\"1777\"", "mode"),
                Arguments.of("\"path\":\"/a\",\"mode\":\"888\"", "mode"),
                Arguments.of("\"path\":\"/a\",\"mode\":\"77\"", "mode"),
                Arguments.of("\"path\":\"/a\",\"mode\":\"00777\"", "mode"),
                Arguments.of("\"path\":\"/a\",\"user\":\"\"", "user"),
                Arguments.of("\"path\":\"/a\",\"user\":\"-u\"", "user"),
                Arguments.of("\"path\":\"/a\",\"user\":\"u v\"", "user"),
                Arguments.of("\"path\":\"/a\",\"user\":\"" + LONG + "a\"", "user"),
                Arguments.of("\"path\":\"/a\",\"user\":-1", "user"),
                Arguments.of("\"path\":\"/a\",\"user\":4294967296", "user"),
                Arguments.of("\"path\":\"/a\",\"user\":99999999999999999999", "user"),
                Arguments.of("\"path\":\"/a\",\"group\":\".g\"", "group"),
                Arguments.of("\"path\":\"/a\",\"group\":\"g.h\"", "group"),
                Arguments.of("\"path\":\"/a\",\"group\":-1", "group"));
    }

    @Test
    @DisplayName("C7 all that is wrong with files and directories is told at once")
    void everything_at_once() {
        assertThat(
                        refused(
                                "{\"files\":[{\"path\":\"a\",\"mode\":\"9\"}],\"directories\":[{\"path\":\"b\",\"group\":-1}]}"))
                .contains("/directories/0/path", "/directories/0/group", "/files/0/path", "/files/0/mode");
    }

    @Test
    void a_blueprint_is_checked_likewise() {
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> Convert.blueprint("{\"name\":\"b\",\"customizations\":{\"files\":[{\"path\":\"a\"}]}}"));
        assertThat(Requests.told(e)).startsWith("35: #/blueprint/customizations/files/0/path");
    }

    private static String refused(String customizations) {
        return Requests.told(catchThrowableOfType(ApiException.class, () -> Convert.customizations(customizations)));
    }
}
