package org.imagebuilder.gateway.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.imagebuilder.gateway.progress.JobUpdate.Final;
import org.imagebuilder.gateway.progress.JobUpdate.Partial;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.queue.RawJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobUpdateReaderTest {

    private final JobUpdateReader reader = new JobUpdateReader();

    static Stream<String> values() {
        return Stream.of(
                "null",
                "true",
                "-1.50e+3",
                "7",
                "\"\"",
                "\"a,\\\"} \\u0000 \\\\\"",
                "\"gr\u00fcn \ud83c\udf31\"",
                "[]",
                "{}",
                "{\"result\": {\"partial\": [1 , 2]}, \"log\":\"x\\ny\"}",
                "[ 1,\n 2 ]",
                "\"" + "long ".repeat(100_000) + "\"");
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_result_is_cut_out_exactly_as_it_was_sent(String value) {
        assertThat(read("{\"result\":" + value + "}")).isEqualTo(new Final(RawJson.of(value)));
        assertThat(read(" { \"x\" : [1] ,\t\"result\" :\r\n " + value + " \n, \"y\":{} } \n"))
                .isEqualTo(new Final(RawJson.of(value)));
        assertThat(read("{\"gr\u00fcn\":\"\u00fc\",\"result\":" + value + "  }"))
                .isEqualTo(new Final(RawJson.of(value)));
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("W10 a partial result wins over a result, whatever it is and wherever it stands")
    void partial_wins(String value) {
        assertThat(read("{\"partial\":" + value + ",\"result\":{}}")).isEqualTo(new Partial(RawJson.of(value)));
        assertThat(read("{\"result\":{},\"partial\":" + value + "}")).isEqualTo(new Partial(RawJson.of(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"other\":{\"result\":1}}", "{\"Result\":1}"})
    @DisplayName("W10 an update with neither finishes the job without a result")
    void neither(String body) {
        assertThat(read(body)).isEqualTo(new Final(RawJson.of("null")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"result\":",
                "{\"result\":}",
                "{\"result\":{}",
                "{\"result\":1,}",
                "{\"result\":nul}",
                "{\"result\":01}",
                "{\"result\":\"\n\"}",
                "{\"result\":\"\\x\"}",
                "{result:1}",
                "{\"result\":1} {}",
                "{\"result\":1}]",
                "{\"result\":1,\"result\":2}",
                "{\"partial\":1,\"partial\":2}",
                "null",
                "[]",
                "7",
                "\"result\""
            })
    @DisplayName("W19 anything but one JSON object is refused")
    void refused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(FaultException.class);
    }

    @Test
    void nesting_is_limited() {
        assertThat(read("{\"result\":" + "[".repeat(400) + "]".repeat(400) + "}"))
                .isInstanceOf(Final.class);
        assertThatThrownBy(() -> read("{\"result\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isInstanceOf(FaultException.class);
    }

    @Test
    void a_byte_order_mark_shifts_nothing() {
        assertThat(read("\ufeff{\"result\":[1]}")).isEqualTo(new Final(RawJson.of("[1]")));
    }

    @Test
    void other_encodings_are_refused() {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertThatThrownBy(() -> reader.read("{\"result\":[1]}".getBytes(charset)))
                    .isInstanceOf(FaultException.class);
        }
        assertThatThrownBy(() -> reader.read("{\"result\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(FaultException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eda080", "c0af", "f4908080", "e282", "80", "ff"})
    void what_only_looks_like_utf_8_is_refused(String bytes) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"result\":\"".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(HexFormat.of().parseHex(bytes));
        body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> reader.read(body.toByteArray())).isInstanceOf(FaultException.class);
    }

    private JobUpdate read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
