package org.imagebuilder.composer;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestIssuer;
import org.imagebuilder.testsupport.TestKafka;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A second instance of the service at the database of {@link RunningService}, which asks for tokens. */
final class ProtectedService {

    static final RSAKey RSA = TestIssuer.rsaKey("rsa");
    static final ECKey EC = TestIssuer.ecKey("ec");
    static final TestIssuer ISSUER = TestIssuer.start(RSA, EC);

    private static final TestDatabase DATABASE = RunningService.database();
    private static final ConfigurableApplicationContext CONTEXT = ComposerServiceApplication.application()
            .run(
                    "--server.port=0",
                    "--logging.level.root=warn",
                    "--management.server.port=0",
                    "--spring.datasource.url=" + DATABASE.jdbcUrl(),
                    "--spring.datasource.username=" + DATABASE.user(),
                    "--spring.datasource.password=" + DATABASE.password(),
                    "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                    "--imagebuilder.artifacts.folder=" + RunningService.ARTIFACTS,
                    "--imagebuilder.composer.wait-timeout=5s",
                    "--imagebuilder.authentication.mode=jwt",
                    "--imagebuilder.authentication.jwt.issuers=" + ISSUER.name(),
                    "--imagebuilder.authentication.jwt.audiences=image-builder",
                    "--imagebuilder.authentication.jwt.roles.claims=realm_access.roles");

    private ProtectedService() {}

    /** Makes claims those of a client that may do everything. */
    static UnaryOperator<JWTClaimsSet.Builder> clientOf(String tenant) {
        return clientOf(tenant, "submit", "observe");
    }

    static UnaryOperator<JWTClaimsSet.Builder> clientOf(String tenant, String... roles) {
        return claims -> claims.audience("image-builder")
                .claim("rh-org-id", tenant)
                .claim("realm_access", Map.of("roles", List.of(roles)));
    }

    static String tokenOf(String tenant, String... roles) {
        return ISSUER.token(roles.length == 0 ? clientOf(tenant) : clientOf(tenant, roles));
    }

    /** Sends a request; no token if it is null, no body if that is empty. */
    static HttpResponse<String> send(String method, String path, @Nullable String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("server", RunningService.BASE + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return RunningService.send(request.build());
    }

    static JsonNode get(String path, String token) {
        return RunningService.json(send("GET", path, token, ""));
    }

    static URI address(String namespace, String path) {
        int port = CONTEXT.getEnvironment()
                .getRequiredProperty(
                        namespace.equals("server") ? "local.server.port" : "local.management.port", Integer.class);
        return URI.create("http://localhost:" + port + path);
    }
}
