package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends. Time limits are for what would hang. */
@Timeout(60)
class HostileClientsTest {

    private static final String COMPOSE = RunningService.BASE + "/compose";
    private static final int SLOW_CLIENTS = 200;

    @ParameterizedTest
    @MethodSource
    void a_request_that_hides_another_is_refused_with_all_that_follows(String headers, String body) throws IOException {
        long before = RunningService.rows().composes();
        String hidden = "POST " + COMPOSE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + Requests.withImage().length() + "\r\n\r\n" + Requests.withImage();

        String answers = exchange("POST " + COMPOSE + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\n" + headers + "\r\n\r\n" + body + hidden);

        assertThat(answers).startsWith("HTTP/1.1 4").containsOnlyOnce("HTTP/1.1 ");
        assertThat(RunningService.rows().composes()).isEqualTo(before);
    }

    static Stream<Arguments> a_request_that_hides_another_is_refused_with_all_that_follows() {
        return Stream.of(
                Arguments.of("Content-Length: 5\r\nContent-Length: 6", "{} {} "),
                Arguments.of("Content-Length: 2, 3", "{}"),
                Arguments.of("Content-Length: -1", ""),
                Arguments.of("Content-Length: +2", "{}"),
                Arguments.of("Content-Length: 99999999999999999999", "{}"),
                Arguments.of("Transfer-Encoding: identity, chunked", "0\r\n\r\n"),
                Arguments.of("Transfer-Encoding: xchunked", "0\r\n\r\n"),
                Arguments.of("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n"),
                Arguments.of("Transfer-Encoding : chunked", "0\r\n\r\n"),
                Arguments.of("X-Folded: a\r\n Transfer-Encoding: chunked", "0\r\n\r\n"),
                Arguments.of("Transfer-Encoding: chunked", "fffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("Transfer-Encoding: chunked", "-2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("Transfer-Encoding: chunked", "2;a\n{}\r\n0\r\n\r\n"));
    }

    @Test
    void a_length_beside_chunks_does_not_count_and_ends_the_connection() throws IOException {
        String answers = exchange("POST " + COMPOSE + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\n{}\r\n0\r\n\r\nGET " + RunningService.BASE + "/openapi HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answers).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
    }

    @ParameterizedTest
    @MethodSource
    void heads_beyond_all_measure_are_refused(String requestLine, String headers) throws IOException {
        String answer = exchange(requestLine + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"kind\":\"Error\"");
    }

    static Stream<Arguments> heads_beyond_all_measure_are_refused() {
        String openapi = "GET " + RunningService.BASE + "/openapi";
        String many = String.join(
                "\r\n", IntStream.range(0, 1000).mapToObj(i -> "X-" + i + ": 1").toList());
        return Stream.of(
                Arguments.of(openapi, "Authorization: Bearer " + "x".repeat(100_000)),
                Arguments.of(openapi, many),
                Arguments.of(openapi + "?" + "x".repeat(100_000), "Accept: */*"),
                Arguments.of("GET " + RunningService.BASE + "/" + "x".repeat(100_000), "Accept: */*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/distributions/..%2f..%2f..%2fetc%2fpasswd",
                "/distributions/%252e%252e%252fetc%252fpasswd",
                "/distributions/..\\..\\etc\\passwd",
                "/../../../../etc/passwd",
                "/composes/..;/..;/etc/passwd",
                "/composes/%00/download",
                "//etc/passwd"
            })
    void no_path_leads_out_of_the_api(String path) throws IOException {
        String answer = exchange(
                "GET " + RunningService.BASE + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .contains("\"kind\":\"Error\"")
                .doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "0.1e-99999999", "NaN", "1e9999999999999999999"})
    void numbers_that_would_fill_the_memory_are_refused(String number) {
        assertThat(RunningService.submit(Requests.withImage("size", number)).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"distribution\":["})
    void nesting_without_end_is_refused(String opening) {
        long before = RunningService.rows().composes();
        assertThat(RunningService.submit(opening.repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(RunningService.rows().composes()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/distributions/x%0d%0aInjected:%201, a",
        "/errors?page=1%0d%0aInjected:%201, a",
        "/errors/1%0aInjected:%201, a",
        "/openapi, 'a\rInjected: 1'",
        "/openapi, 'a\u0000\nInjected: 1'"
    })
    void nothing_that_is_sent_becomes_a_header_of_the_answer(String path, String externalId) throws IOException {
        String answer = exchange("GET " + RunningService.BASE + path + " HTTP/1.1\r\nHost: localhost\r\nX-External-Id: "
                + externalId + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 ");
        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n")).lines())
                .noneMatch(line -> line.startsWith("Injected"));
    }

    @Test
    void of_a_member_that_comes_twice_the_last_counts_for_everything() {
        String twice = Requests.withImage("architecture", "\"m68k\", \"architecture\": \"x86_64\"");
        HttpResponse<String> answer = RunningService.submit(twice);
        assertThat(answer.statusCode()).isEqualTo(201);
        String id = RunningService.json(answer).path("id").asString();
        assertThat(RunningService.jobsOf(id).getLast().type()).isEqualTo("osbuild:x86_64");
        assertThat(RunningService.get("/composes/" + id + "/metadata").toString())
                .doesNotContain("m68k");
    }

    @Test
    void the_server_does_not_say_what_it_is_made_of() throws IOException {
        for (String request : List.of(
                "GET " + RunningService.BASE + "/errors/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "nonsense\r\n\r\n")) {
            assertThat(exchange(request))
                    .startsWith("HTTP/1.1 4")
                    .doesNotContainIgnoringCase("server:", "x-powered-by", "tomcat", "spring", "apache");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/errors/1", "/composes/", "/nothing", "/%00", "/compose?pretty=%zz"})
    void browsers_and_caches_are_to_leave_every_answer_alone(String path) throws IOException {
        String answer = exchange(
                "GET " + RunningService.BASE + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .containsOnlyOnce("X-Content-Type-Options: nosniff\r\n")
                .containsOnlyOnce("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
                .containsOnlyOnce("Cache-Control: no-store\r\n")
                .doesNotContain("Strict-Transport-Security");
    }

    @Test
    void who_never_ends_a_head_is_sent_away_and_holds_nobody_up() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                Socket socket = socket();
                socket.getOutputStream()
                        .write(("GET " + RunningService.BASE + "/op").getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertThat(RunningService.get("/openapi").path("openapi").isString())
                    .isTrue();
            for (Socket socket : slow) {
                assertThat(read(socket))
                        .as("what the server says before it closes")
                        .doesNotContain("200");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket socket() throws IOException {
        var socket = new Socket("localhost", RunningService.address("/").getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
        return socket;
    }

    /** All that the server says until it closes the connection. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = socket()) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException _) {
                // it may close before it has heard everything
            }
            return read(socket);
        }
    }

    private static String read(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        InputStream in = socket.getInputStream();
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open after: " + answer, e);
        } catch (IOException _) {
            // reset, which also is an end
        }
        return answer.toString();
    }
}
