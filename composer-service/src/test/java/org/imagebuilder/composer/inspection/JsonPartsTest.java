package org.imagebuilder.composer.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.imagebuilder.queue.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPartsTest {

    /** A part of a larger array, as parts of parts are. */
    private static RawJson json(String text) {
        byte[] whole = ("[\"grün\", " + text + " ]").getBytes(StandardCharsets.UTF_8);
        int before = "[\"grün\", ".getBytes(StandardCharsets.UTF_8).length;
        return RawJson.in(whole, before, whole.length - before - 2);
    }

    static Stream<Arguments> objects() {
        return Stream.of(
                arguments("{}", "[]"),
                arguments("{ \"a\" : 1 }", "[a=1]"),
                arguments(
                        "{\"a\":\"x,\" ,\"b\":[1 , 2 ],\n\t\"c\":{\"d\":null}\r\n}",
                        "[a=\"x,\", b=[1 , 2 ], c={\"d\":null}]"),
                arguments(
                        "{\"ü\\\"\":-1.5e3,\"🌱\":\"\\u0000\\\\\",\"a\":true,\"a\":false}",
                        "[ü\"=-1.5e3, 🌱=\"\\u0000\\\\\", a=true, a=false]"),
                arguments("[1]", "[]"),
                arguments("null", "[]"),
                arguments("7", "[]"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void members_are_cut_out_as_they_are(String text, String expected) throws IOException {
        List<String> members = new ArrayList<>();
        JsonParts.members(json(text), (name, value) -> members.add(name + "=" + value.text()));
        assertThat(members).hasToString(expected);
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                arguments("[]", "[]"),
                arguments("[ 1,\"a\" , [ ] , {\"b\": 2} ]", "[1, \"a\", [ ], {\"b\": 2}]"),
                arguments("{\"a\":[1]}", "[]"),
                arguments("\"[1]\"", "[]"));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void elements_are_cut_out_as_they_are(String text, String expected) throws IOException {
        List<String> elements = new ArrayList<>();
        JsonParts.elements(json(text), element -> elements.add(element.text()));
        assertThat(elements).hasToString(expected);
    }

    @Test
    void the_last_of_several_is_picked() throws IOException {
        assertThat(JsonParts.pick(json("{\"a\":1,\"b\":2,\"a\": 3}"), Set.of("a", "c")))
                .isEqualTo(Map.of("a", json("3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "[]", "{ \n}"})
    void empty_is_what_says_nothing(String text) {
        assertThat(JsonParts.isEmpty(json(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" \"", "[0]", "{\"a\":0}", "0", "false"})
    void nothing_else_is_empty(String text) {
        assertThat(JsonParts.isEmpty(json(text))).isFalse();
    }

    @Test
    void pipelines_are_named_in_the_result() throws IOException {
        assertThat(PipelineNames.of(json("{\"pipeline_names\":{\"build\":[\"a\"],\"newer\":1}}")))
                .contains(new PipelineNames(List.of("a"), List.of()));
        assertThat(PipelineNames.of(json("{\"pipeline_names\":null}"))).isEmpty();
        assertThat(PipelineNames.of(json("{\"pipeline_names\":{\"build\":[null]}}")))
                .isEmpty();
        assertThat(PipelineNames.of(json("{\"pipeline_names\":{\"build\":\"a\"}}")))
                .isEmpty();
        String many = "\"a\",".repeat(300_000);
        assertThat(PipelineNames.of(json("{\"pipeline_names\":{\"build\":[" + many + "\"a\"]}}")))
                .isEmpty();
    }
}
