package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class StreamedAnswerTest extends TeapotTest {

    @Test
    void is_written_piece_by_piece() throws Exception {
        HttpResponse<String> answer = get("/api/leaves/2");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"leaves\",\"leaves\":[{\"n\": 1},{\"n\": 1}],\"pot\":{\"tea\":\"green\"}}\n");
    }

    @Test
    void is_indented_on_request() throws Exception {
        assertThat(get("/api/leaves/1?pretty").body()).isEqualTo("""
                        {
                          "id": "leaves",
                          "leaves": [
                            {
                              "n": 1
                            }
                          ],
                          "pot": {
                            "tea": "green"
                          }
                        }
                        """);
    }

    @Test
    void what_fails_early_becomes_an_error() throws Exception {
        HttpResponse<String> answer = get("/api/leaves/-1");

        assertThat(answer.statusCode()).isEqualTo(423);
        assertThat(json(answer.body()).at("/code").asString()).isEqualTo("TEAPOT-77");
    }

    @Test
    void what_fails_late_is_cut_off() throws Exception {
        String answer = sendRaw("GET /api/leaves/-2 HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotEndWith("\r\n0\r\n\r\n");
        assertThat(answer.length()).isGreaterThan(800_000);
    }
}
