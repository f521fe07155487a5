package org.imagebuilder.http.authentication;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.imagebuilder.http.metrics.Subsystem;
import org.imagebuilder.testsupport.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key server whose certificate only its own authority vouches for. */
class CertificateAuthorityTest {

    private static final JWK KEY = TestIssuer.ecKey("key");
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;

    @SuppressWarnings("NullAway.Init")
    private Path authority;

    @BeforeEach
    void start() throws Exception {
        KeyStore store = makeKeys();
        authority = Files.writeString(
                folder.resolve("ca.pem"), X509CertUtils.toPEMString((X509Certificate) store.getCertificate("key")));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/keys", exchange -> {
            try (exchange) {
                byte[] body = new JWKSet(KEY).toString(true).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void it_is_trusted_if_the_file_says_so_and_not_otherwise() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (KeySelection trusting = keys(authority, meters)) {
            assertThat(found(trusting)).hasSize(1);
        }
        assertThat(fetches(meters, "fetched")).isEqualTo(1);

        try (KeySelection _ = keys(null, meters)) {
            await().atMost(20, SECONDS).until(() -> fetches(meters, "failed") >= 1);
        }
        assertThat(fetches(meters, "fetched")).isEqualTo(1);
    }

    private KeySelection keys(@Nullable Path authority, SimpleMeterRegistry meters) {
        URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        var settings = new JwtSettings(
                List.of(),
                List.of(address),
                authority,
                List.of(),
                List.of("account_id"),
                null,
                Duration.ZERO,
                new KeySettings(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(5)),
                new RoleSettings(List.of(), List.of(), List.of(), List.of(), List.of()));
        return PublishedKeys.of(settings, meters, new Subsystem("teapot"));
    }

    private static List<?> found(KeySelection keys) throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("key").build();
        return keys.selectKeys(header, new JWTClaimsSet.Builder().build(), null);
    }

    private static double fetches(SimpleMeterRegistry meters, String outcome) {
        return meters.counter("imagebuilder.signing.key.fetches", "api", "teapot", "outcome", outcome)
                .count();
    }

    private KeyStore makeKeys() throws Exception {
        Path file = folder.resolve("keys.p12");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=keys",
                        "-ext",
                        "san=ip:127.0.0.1")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
