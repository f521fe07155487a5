package org.imagebuilder.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.imagebuilder.testsupport.TestAuthority.replace;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.imagebuilder.testsupport.TestAuthority;
import org.imagebuilder.testsupport.TestAuthority.Identity;
import org.imagebuilder.testsupport.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An API that asks for certificates. */
class MutualTlsTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("ours");
    private static final TestAuthority OTHER = new TestAuthority("another");
    private static final Identity SERVER = AUTHORITY.issue("localhost");
    private static final Identity WORKER = AUTHORITY.issue("worker.example.com", "other.example.com");
    private static final String ALLOWED = "--imagebuilder.authentication.mtls.allowed-domains=";

    @TempDir
    Path folder;

    private @Nullable ConfigurableApplicationContext api;

    @AfterEach
    void stop() {
        if (api != null) {
            api.close();
        }
    }

    private void start(String mode, String... properties) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.config.import=classpath:http-api.yaml",
                "--imagebuilder.authentication.mode=" + mode,
                "--server.ssl.bundle=api",
                "--spring.ssl.bundle.watch.file.quiet-period=200ms",
                "--spring.ssl.bundle.pem.api.reload-on-update=true",
                "--spring.ssl.bundle.pem.api.keystore.certificate="
                        + replace(folder.resolve("tls.crt"), SERVER.certificatePem()),
                "--spring.ssl.bundle.pem.api.keystore.private-key="
                        + replace(folder.resolve("tls.key"), SERVER.keyPem())));
        arguments.addAll(List.of(properties));
        api = new SpringApplicationBuilder(TeapotApi.class).run(arguments.toArray(String[]::new));
    }

    private void startMutual(String... properties) throws IOException {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--spring.ssl.bundle.pem.api.truststore.certificate="
                + replace(folder.resolve("ca.crt"), AUTHORITY.pem()));
        start("mtls", all.toArray(String[]::new));
    }

    private int port() {
        return Objects.requireNonNull(api).getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpResponse<String> ask(@Nullable Identity client) throws Exception {
        return ask(AUTHORITY.clientTls(client), "TLSv1.3");
    }

    private HttpResponse<String> ask(SSLContext tls, String protocol, String... headers) throws Exception {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(tls)
                .sslParameters(parameters)
                .build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                    URI.create("https://localhost:" + port() + "/api/pots/" + UUID.randomUUID()));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void a_certificate_of_an_allowed_domain_is_let_in(String protocol) throws Exception {
        startMutual(ALLOWED + "Other.Example.com,third.example.com");
        HttpResponse<String> answer = ask(AUTHORITY.clientTls(WORKER), protocol);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"channel\":\"\"");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void without_allowed_domains_every_certificate_of_the_authority_will_do() throws Exception {
        startMutual();
        assertThat(ask(WORKER).statusCode()).isEqualTo(200);
        assertThat(ask(AUTHORITY.issue()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_certificate_of_another_domain_gets_nothing() throws Exception {
        startMutual(ALLOWED + "example.com,orker.example.com,nobody");
        for (Identity foreign : List.of(WORKER, AUTHORITY.issue())) {
            HttpResponse<String> answer = ask(foreign);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("\"kind\":\"Error\"", "no allowed domain");
        }
    }

    @Test
    void who_shows_no_good_certificate_does_not_get_a_connection() throws Exception {
        startMutual(ALLOWED + "worker.example.com");
        for (Identity bad : Arrays.asList(
                null, OTHER.issue("worker.example.com"), AUTHORITY.issue(Duration.ofDays(-1), "worker.example.com"))) {
            assertThatThrownBy(() -> ask(bad)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ask(AUTHORITY.clientTls(bad), "TLSv1.2")).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1", "TLSv1.1"})
    void old_protocols_are_not_spoken(String protocol) throws Exception {
        startMutual();
        // Java does not offer them any more, so this is what a client says that does.
        byte[] hello = HexFormat.of().parseHex(hello(protocol));
        try (var socket = new Socket("localhost", port())) {
            socket.getOutputStream().write(hello);
            byte[] answer = socket.getInputStream().readNBytes(7);
            assertThat(answer).startsWith(21).as("an alert").endsWith(70).as("about the version");
        }
    }

    private static String hello(String protocol) {
        String version = protocol.equals("TLSv1") ? "0301" : "0302";
        String body = version + "00".repeat(32) + "00" + "0004" + "c013" + "002f" + "0100";
        String message = "01" + "%06x".formatted(body.length() / 2) + body;
        return "16" + "0301" + "%04x".formatted(message.length() / 2) + message;
    }

    @Test
    void requests_without_tls_learn_nothing() throws Exception {
        startMutual();
        try (var socket = new Socket("localhost", port())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .doesNotContainIgnoringCase("tomcat", "apache", "exception", "\tat ");
        }
    }

    @Test
    void new_certificates_are_used_without_a_restart() throws Exception {
        startMutual(ALLOWED + "worker.example.com");
        X509Certificate first = shown();
        assertThat(first).isEqualTo(SERVER.certificate());

        Identity renewed = AUTHORITY.issue("localhost");
        replace(folder.resolve("tls.key"), renewed.keyPem());
        replace(folder.resolve("tls.crt"), renewed.certificatePem());
        await().atMost(20, SECONDS).until(() -> shown().equals(renewed.certificate()));
        assertThat(ask(WORKER).statusCode()).isEqualTo(200);

        replace(folder.resolve("ca.crt"), OTHER.pem());
        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThatThrownBy(() -> ask(WORKER)).isInstanceOf(IOException.class));
        Identity theirs = OTHER.issue("worker.example.com");
        assertThat(ask(theirs).statusCode()).isEqualTo(200);
    }

    private X509Certificate shown() throws IOException {
        try (var socket =
                (SSLSocket) AUTHORITY.clientTls(WORKER).getSocketFactory().createSocket("localhost", port())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void tokens_are_asked_for_over_tls_without_certificates_of_clients() throws Exception {
        try (TestIssuer issuer = TestIssuer.start(TestIssuer.rsaKey("rsa"))) {
            start("jwt", "--imagebuilder.authentication.jwt.issuers=" + issuer.name());
            assertThat(ask(AUTHORITY.clientTls(null), "TLSv1.3").statusCode()).isEqualTo(401);
            String token = issuer.token(claims -> claims.claim("rh-org-id", "42"));
            assertThat(ask(AUTHORITY.clientTls(null), "TLSv1.2", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void it_does_not_start_where_anybody_would_be_let_in() {
        assertThatThrownBy(() -> start("mtls", "--server.ssl.enabled=false"))
                .hasStackTraceContaining("server.ssl.bundle");
        assertThatThrownBy(() -> start("mtls")).hasStackTraceContaining("it has no trust store");
        assertThatThrownBy(() -> start(
                        "jwt",
                        "--imagebuilder.authentication.jwt.issuers=https://sso.example.com",
                        "--spring.ssl.bundle.pem.api.options.enabled-protocols=TLSv1.1,TLSv1.3"))
                .hasStackTraceContaining("only TLSv1.2 and TLSv1.3 are safe");
    }
}
