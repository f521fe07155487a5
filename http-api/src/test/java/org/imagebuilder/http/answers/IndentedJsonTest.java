package org.imagebuilder.http.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class IndentedJsonTest {

    private final JsonMapper mapper = indenting();

    private static JsonMapper indenting() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new AnswersConfiguration().indentByTwoSpaces().customize(builder);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[ ]",
                "7",
                "\"a{b\"",
                "{\"a\" : [1,2 , {\"b\":null}],\n\"c\":{ },\"d\":[[],[ [] ]]}",
                "[\"\\\"{\",\"\\\\\",\"\\\\\\\"[\",{\"x,y:z\":-1.5},true]",
                "{\"grün\":\"🌱 ß\\u0000\"}",
            })
    void looks_like_answers_that_are_not_streamed(String json) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new IndentedJson(bytes);
        out.write(json.getBytes(StandardCharsets.UTF_8));
        out.flush();

        String expected = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(json));
        assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\\u0000", "\0"))
                .isEqualTo(expected.replace("\\u0000", "\0"));
    }
}
