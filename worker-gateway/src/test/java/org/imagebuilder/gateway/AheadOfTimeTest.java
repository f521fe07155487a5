package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.testsupport.TestAuthority;
import org.imagebuilder.testsupport.TestAuthority.Identity;
import org.imagebuilder.testsupport.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.AotDetector;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.SpringProperties;

/** The gateway as its image starts it, with the parts that were found when it was built: settings count all the same. */
class AheadOfTimeTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("workers");
    private static final int NO_JOB = 204;
    private static final int NOT_FOUND = 404;

    private final List<AutoCloseable> started = new ArrayList<>();

    @BeforeEach
    void as_in_the_image() {
        SpringProperties.setFlag(AotDetector.AOT_ENABLED);
    }

    @AfterEach
    void as_before() throws Exception {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
        for (AutoCloseable one : started) {
            one.close();
        }
    }

    @Test
    void without_authentication_and_a_folder_everybody_gets_jobs_and_no_file_is_taken() throws Exception {
        Service gateway = start("none");
        assertThat(gateway.ask(null)).isEqualTo(NO_JOB);
        assertThat(gateway.upload()).isEqualTo(400);
    }

    @Test
    void files_are_taken_where_there_is_a_folder(@TempDir Path folder) throws Exception {
        Service gateway = start("none", "--imagebuilder.artifacts.folder=" + folder);
        assertThat(gateway.upload()).isEqualTo(NOT_FOUND); // there is no such job
    }

    @Test
    void only_who_has_a_token_gets_a_job_where_tokens_are_asked_for() throws Exception {
        RSAKey key = TestIssuer.rsaKey("rsa");
        TestIssuer issuer = TestIssuer.start(key);
        started.add(issuer);
        Service gateway = start(
                "jwt",
                "--imagebuilder.authentication.jwt.issuers=" + issuer.name(),
                "--imagebuilder.authentication.jwt.audiences=image-builder");
        assertThat(gateway.ask(null)).isEqualTo(401);
        String token = issuer.token(claims -> claims.claim("rh-org-id", "1").audience("image-builder"));
        assertThat(gateway.ask(token)).isEqualTo(NO_JOB);
    }

    @Test
    void only_who_has_a_certificate_gets_a_job_where_certificates_are_asked_for() throws Exception {
        Identity server = AUTHORITY.issue("localhost");
        Service gateway = start(
                "mtls",
                "--imagebuilder.authentication.mtls.allowed-domains=worker.example.com",
                "--server.ssl.bundle=api",
                "--spring.ssl.bundle.pem.api.keystore.certificate=" + server.certificatePem(),
                "--spring.ssl.bundle.pem.api.keystore.private-key=" + server.keyPem(),
                "--spring.ssl.bundle.pem.api.truststore.certificate=" + AUTHORITY.pem());
        assertThat(gateway.askAs(AUTHORITY.issue("worker.example.com"))).isEqualTo(NO_JOB);
        assertThat(gateway.askAs(AUTHORITY.issue("somebody.example.com"))).isEqualTo(403);
    }

    private Service start(String mode, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=error",
                "--imagebuilder.gateway.request-job-timeout=300ms",
                "--imagebuilder.authentication.mode=" + mode));
        arguments.addAll(Arrays.asList(settings));
        ConfigurableApplicationContext context = WorkerGatewayApplication.application()
                .initializers(new Backends())
                .run(arguments.toArray(String[]::new));
        started.add(context);
        return new Service(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private record Service(String port) {

        private static final String BASE = "/api/image-builder-worker/v1";

        int ask(@Nullable String token) throws Exception {
            HttpRequest.Builder request = poll("http");
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            try (HttpClient http = HttpClient.newHttpClient()) {
                return status(http, request);
            }
        }

        int askAs(Identity client) throws Exception {
            try (HttpClient http = HttpClient.newBuilder()
                    .sslContext(AUTHORITY.clientTls(client))
                    .build()) {
                return status(http, poll("https"));
            }
        }

        int upload() throws Exception {
            try (HttpClient http = HttpClient.newHttpClient()) {
                return status(
                        http,
                        to("http", "/jobs/" + UUID.randomUUID() + "/artifacts/disk.img")
                                .PUT(BodyPublishers.ofString("bytes")));
            }
        }

        private HttpRequest.Builder poll(String scheme) {
            return to(scheme, "/jobs")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"types\":[\"depsolve\"],\"arch\":\"x86_64\"}"));
        }

        private HttpRequest.Builder to(String scheme, String path) {
            return HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + BASE + path));
        }

        private static int status(HttpClient http, HttpRequest.Builder request) throws Exception {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }
}
