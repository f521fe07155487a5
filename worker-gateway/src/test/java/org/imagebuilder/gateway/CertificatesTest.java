package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.testsupport.TestAuthority;
import org.imagebuilder.testsupport.TestAuthority.Identity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Workers that have certificates. */
@Gateway
class CertificatesTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("workers");
    private static final Identity WORKER = AUTHORITY.issue("worker.example.com");

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @LocalManagementPort
    int managementPort;

    @DynamicPropertySource
    static void certificates(DynamicPropertyRegistry properties) {
        Identity server = AUTHORITY.issue("localhost");
        properties.add("imagebuilder.authentication.mode", () -> "mtls");
        properties.add("imagebuilder.authentication.mtls.allowed-domains", () -> "worker.example.com");
        properties.add("server.ssl.bundle", () -> "api");
        properties.add("spring.ssl.bundle.pem.api.keystore.certificate", server::certificatePem);
        properties.add("spring.ssl.bundle.pem.api.keystore.private-key", server::keyPem);
        properties.add("spring.ssl.bundle.pem.api.truststore.certificate", AUTHORITY::pem);
    }

    @Test
    void a_job_goes_its_way() throws Exception {
        UUID id = queue.submit("depsolve", "{}");
        String ask = "{\"arch\":\"x86_64\",\"types\":[\"depsolve\"]}";
        HttpResponse<String> job = await().atMost(30, TimeUnit.SECONDS)
                .until(() -> send(WORKER, "POST", worker.base() + "/jobs", ask), answer -> answer.statusCode() == 201);
        String location =
                JsonMapper.shared().readTree(job.body()).path("location").asString();
        assertThat(send(WORKER, "PATCH", location, "{\"result\":{}}").statusCode())
                .isEqualTo(200);
        assertThat(queue.stateOf(id)).isEqualTo(JobState.FINISHED);
    }

    @Test
    void without_a_certificate_there_is_nothing() {
        assertThatThrownBy(() -> send(null, "GET", worker.base() + "/status", ""))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(null, "GET", worker.base() + "/openapi", ""))
                .isInstanceOf(IOException.class);
    }

    @Test
    void the_management_port_goes_on_without_tls() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> send(@Nullable Identity client, String method, String path, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + worker.port() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(AUTHORITY.clientTls(client)).build()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
