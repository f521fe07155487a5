package org.imagebuilder.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An OAuth 2 server as far as others see of it: it makes tokens, and publishes the keys to check them with. */
public final class TestIssuer implements AutoCloseable {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<JWK> published;
    private volatile Supplier<Integer> status = () -> 200;

    private TestIssuer(HttpServer server, List<JWK> published) {
        this.server = server;
        this.published = published;
    }

    /** On a free port of this machine, with these keys. */
    public static TestIssuer start(JWK... keys) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var issuer = new TestIssuer(server, List.of(keys));
            server.createContext("/keys", issuer::answerKeys);
            server.createContext("/.well-known/openid-configuration", issuer::answerDescription);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ECKey ecKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in tokens as {@code iss}. */
    public String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String keysUrl() {
        return name() + "/keys";
    }

    /** Publishes these keys from now on, instead of those before. */
    public void publish(JWK... keys) {
        published = List.of(keys);
    }

    /** Answers with whatever status this gives, which may also take its time. */
    public void answerWith(Supplier<Integer> status) {
        this.status = status;
    }

    /** How often somebody asked for the keys. */
    public int fetches() {
        return fetches.get();
    }

    /** A good token, signed with the first of the published keys. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(published.getFirst(), change);
    }

    /** A token that is good, if the key is. */
    public String sign(JWK key, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(key, key.getKeyID(), change);
    }

    /** A token that names any key. */
    public String sign(JWK key, String id, UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet claims = change.apply(claims()).build();
        return sign(key, new JWSHeader.Builder(algorithm(key)).keyID(id).build(), claims);
    }

    /** The claims of a good token of nobody in particular. */
    public JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .subject("somebody")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)));
    }

    /** Signs whatever it is. */
    public static String sign(JWK key, JWSHeader header, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(
                    switch (key) {
                        case RSAKey rsa -> new RSASSASigner(rsa);
                        case ECKey ec -> new ECDSASigner(ec);
                        default -> throw new IllegalArgumentException("no key to sign with: " + key);
                    });
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSAlgorithm algorithm(JWK key) {
        return key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
    }

    private void answerKeys(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        answer(exchange, new JWKSet(published).toString(true));
    }

    private void answerDescription(HttpExchange exchange) throws IOException {
        answer(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(name(), keysUrl()));
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status.get(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
