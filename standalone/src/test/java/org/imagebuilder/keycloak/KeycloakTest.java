package org.imagebuilder.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagebuilder.standalone.worker.Credentials;
import org.imagebuilder.standalone.worker.Secret;
import org.imagebuilder.standalone.worker.SimulatedWorker;
import org.imagebuilder.standalone.worker.WorkerSettings;
import org.imagebuilder.system.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two tenants, each with a frontend and a worker that get their tokens from Keycloak. */
class KeycloakTest {

    private static final String REALM = "images";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADMIT_BOTH = "- {claim: rh-org-id, pattern: ^(1|2)$}\n";

    private static final String COMPOSE = """
            {"distribution": "rhel-9.6", "image_request": {"architecture": "x86_64", "image_type": "guest-image",
             "repositories": [{"baseurl": "https://repo.example.com/os/"}], "upload_options": {"region": "us-east-1"}}}
            """;
    private static final String ASK = """
            {"types": ["image-builder-manifest", "osbuild"], "arch": "x86_64"}
            """;
    private static final String MANIFEST = """
            {"result": {"data": {"version": "2"}, "info": {"pipeline_names": {"build": ["build"], "payload": ["os"]}},
             "error": ""}}
            """;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Keycloak keycloak;

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        keycloak = Keycloak.start();
        keycloak.createRealm(realm(REALM));
        keycloak.createRealm(realm("others"));
        cluster = Cluster.start(
                1,
                1,
                1,
                "--imagebuilder.authentication.mode=jwt",
                "--imagebuilder.authentication.jwt.issuers=" + keycloak.issuer(REALM),
                "--imagebuilder.authentication.jwt.audiences=image-builder",
                "--imagebuilder.authentication.jwt.tenant-claims=rh-org-id",
                "--imagebuilder.authentication.jwt.roles.claims=realm_access.roles",
                "--imagebuilder.authentication.jwt.access-list="
                        + Files.writeString(folder.resolve("list"), ADMIT_BOTH),
                "--imagebuilder.authentication.jwt.clock-skew=0s",
                "--imagebuilder.authentication.jwt.keys.fetch-pause=500ms",
                "--imagebuilder.authentication.jwt.keys.cache-time=2s",
                "--imagebuilder.gateway.request-job-timeout=10s");
    }

    @AfterAll
    static void stop() {
        cluster.close();
        keycloak.close();
    }

    private static String realm(String name) {
        Stream<String> clients = Stream.of(
                client("frontend-1", "1", 300),
                client("frontend-2", "2", 300),
                client("worker-1", "1", 300),
                client("worker-2", "2", 300),
                client("hasty-worker-1", "1", 2));
        return """
                {"realm": "%s", "enabled": true, "sslRequired": "none",
                 "roles": {"realm": [{"name": "submit"}, {"name": "observe"}, {"name": "work"}]},
                 "clients": [%s],
                 "users": [%s]}
                """.formatted(
                        name,
                        clients.collect(Collectors.joining(",")),
                        Stream.of(
                                        account("frontend-1", "submit", "observe"),
                                        account("frontend-2", "submit", "observe"),
                                        account("worker-1", "work"),
                                        account("worker-2", "work"),
                                        account("hasty-worker-1", "work"))
                                .collect(Collectors.joining(",")));
    }

    /** @param lifespan of its tokens, in seconds */
    private static String client(String name, String tenant, int lifespan) {
        return """
                {"clientId": "%1$s", "secret": "%1$s", "serviceAccountsEnabled": true, "standardFlowEnabled": false,
                 "attributes": {"access.token.lifespan": "%3$d"},
                 "protocolMappers": [
                   {"name": "tenant", "protocol": "openid-connect", "protocolMapper": "oidc-hardcoded-claim-mapper",
                    "config": {"claim.name": "rh-org-id", "claim.value": "%2$s", "jsonType.label": "String",
                               "access.token.claim": "true"}},
                   {"name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                    "config": {"included.custom.audience": "image-builder", "access.token.claim": "true"}}]}
                """.formatted(name, tenant, lifespan);
    }

    private static String account(String client, String... roles) {
        return """
                {"username": "service-account-%1$s", "enabled": true, "serviceAccountClientId": "%1$s", "realmRoles": %2$s}
                """.formatted(client, JsonMapper.shared().writeValueAsString(roles));
    }

    private static HttpRequest request(String method, URI api, String path, String token, String body) {
        String address = path.startsWith("/api/") ? api.resolve(path).toString() : api + path;
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> composer(String method, String path, String token, String body)
            throws Exception {
        return HTTP.send(request(method, cluster.composer(0), path, token, body), BodyHandlers.ofString());
    }

    private static HttpResponse<String> gateway(String method, String path, String token, String body)
            throws Exception {
        return HTTP.send(request(method, cluster.gateway(0), path, token, body), BodyHandlers.ofString());
    }

    private static String tokenOf(String client) throws Exception {
        return keycloak.token(REALM, client);
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String submit(String frontend) throws Exception {
        return json(composer("POST", "/compose", tokenOf(frontend), COMPOSE), 201)
                .path("id")
                .asString();
    }

    private static String stateOf(String compose, String frontend) throws Exception {
        return json(composer("GET", "/composes/" + compose, tokenOf(frontend), ""), 200)
                .path("status")
                .asString();
    }

    private static SimulatedWorker worker(String client, Set<String> jobs, Queue<Exception> failures) {
        var credentials = new Credentials.ClientSecret(keycloak.tokenUrl(REALM), client, new Secret(client));
        return SimulatedWorker.start(
                new WorkerSettings(cluster.gateway(0), "x86_64", credentials, null),
                step -> jobs.add(step.job()),
                failures::add);
    }

    @Test
    @DisplayName("each tenant's worker builds what its frontend submits, and nobody sees the other's")
    void tenants() throws Exception {
        Set<String> mine = ConcurrentHashMap.newKeySet();
        Set<String> others = ConcurrentHashMap.newKeySet();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (var _ = worker("worker-1", mine, failures);
                var _ = worker("worker-2", others, failures)) {
            String first = submit("frontend-1");
            String second = submit("frontend-2");
            await().atMost(PATIENCE).until(() -> stateOf(first, "frontend-1").equals("success"));
            await().atMost(PATIENCE).until(() -> stateOf(second, "frontend-2").equals("success"));
            assertThat(composer("GET", "/composes/" + first, tokenOf("frontend-2"), "")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(composer("DELETE", "/composes/" + second, tokenOf("frontend-1"), "")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(composer("GET", "/composes/", tokenOf("frontend-1"), "").body())
                    .contains(first)
                    .doesNotContain(second);
        }
        assertThat(mine).hasSize(2).doesNotContainAnyElementsOf(others);
        assertThat(others).hasSize(2);
        assertThat(failures).isEmpty();
    }

    @Test
    @DisplayName("the token of a job is of no use to a worker of another tenant")
    void jobTokens() throws Exception {
        String compose = submit("frontend-1");
        JsonNode job = json(gateway("POST", "/jobs", tokenOf("worker-1"), ASK), 201);
        String location = job.path("location").asString();
        for (String method : Set.of("GET", "PATCH")) {
            String body = method.equals("GET") ? "" : MANIFEST;
            assertThat(gateway(method, location, tokenOf("worker-2"), body).statusCode())
                    .isEqualTo(404);
        }
        assertThat(gateway("GET", location, tokenOf("worker-1"), "").statusCode())
                .isEqualTo(200);
        assertThat(composer("POST", "/composes/" + compose + "/cancel", tokenOf("frontend-1"), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a token may expire while its worker waits: the wait goes on, the next request needs a new one")
    void expiry() throws Exception {
        String token = tokenOf("hasty-worker-1");
        CompletableFuture<HttpResponse<String>> poll =
                HTTP.sendAsync(request("POST", cluster.gateway(0), "/jobs", token, ASK), BodyHandlers.ofString());
        await().atMost(PATIENCE)
                .until(() -> gateway("GET", "/status", token, "").statusCode() == 401);
        String compose = submit("frontend-1");
        String location = json(poll.get(), 201).path("location").asString();

        HttpResponse<String> refused = gateway("PATCH", location, token, MANIFEST);
        assertThat(json(refused, 401).path("kind").asString()).isEqualTo("Error");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        assertThat(gateway("PATCH", location, tokenOf("hasty-worker-1"), MANIFEST)
                        .statusCode())
                .isEqualTo(200);

        Set<String> jobs = ConcurrentHashMap.newKeySet();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (var _ = worker("hasty-worker-1", jobs, failures)) {
            await().atMost(PATIENCE).until(() -> stateOf(compose, "frontend-1").equals("success"));
            String next = submit("frontend-1");
            await().atMost(PATIENCE).until(() -> stateOf(next, "frontend-1").equals("success"));
        }
        assertThat(jobs).hasSize(3);
        assertThat(failures).isEmpty();
    }

    @Test
    @DisplayName("a new signing key takes no restart, and one that is withdrawn is good for nothing soon after")
    void rotation() throws Exception {
        String old = tokenOf("frontend-1");
        assertThat(composer("GET", "/composes/", old, "").statusCode()).isEqualTo(200);
        keycloak.addKey(REALM);
        String renewed = tokenOf("frontend-1");
        assertThat(renewed.substring(0, renewed.indexOf('.'))).isNotEqualTo(old.substring(0, old.indexOf('.')));
        await().atMost(PATIENCE)
                .until(() -> composer("GET", "/composes/", renewed, "").statusCode() == 200);
        assertThat(composer("GET", "/composes/", old, "").statusCode()).isEqualTo(200);

        keycloak.removeOldKeys(REALM);
        await().atMost(PATIENCE)
                .until(() -> composer("GET", "/composes/", old, "").statusCode() == 401);
        assertThat(composer("GET", "/composes/", renewed, "").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "a tenant that is taken off the access list is out, whatever its tokens say, and comes back with its entry")
    void revocation() throws Exception {
        String frontend = tokenOf("frontend-2");
        String worker = tokenOf("worker-2");
        CompletableFuture<HttpResponse<String>> poll =
                HTTP.sendAsync(request("POST", cluster.gateway(0), "/jobs", worker, ASK), BodyHandlers.ofString());
        Files.writeString(folder.resolve("list"), "- {claim: rh-org-id, pattern: ^1$}\n");
        await().atMost(PATIENCE)
                .until(() -> composer("GET", "/composes/", frontend, "").statusCode() == 401);
        await().atMost(PATIENCE)
                .until(() -> gateway("GET", "/status", worker, "").statusCode() == 401);
        assertThat(composer("GET", "/composes/", tokenOf("frontend-1"), "").statusCode())
                .isEqualTo(200);
        assertThat(poll.get().statusCode())
                .as("who waits already gets nothing any more")
                .isEqualTo(204);

        Files.writeString(folder.resolve("list"), ADMIT_BOTH);
        await().atMost(PATIENCE)
                .until(() -> composer("GET", "/composes/", frontend, "").statusCode() == 200);
        await().atMost(PATIENCE)
                .until(() -> gateway("GET", "/status", worker, "").statusCode() == 200);
    }

    @Test
    @DisplayName("what an account may do is up to its roles, and whose tokens count is up to the issuer")
    void roles() throws Exception {
        assertThat(gateway("POST", "/jobs", tokenOf("frontend-1"), ASK).statusCode())
                .isEqualTo(403);
        assertThat(composer("POST", "/compose", tokenOf("worker-1"), COMPOSE).statusCode())
                .isEqualTo(403);
        assertThat(composer("GET", "/composes/", tokenOf("worker-1"), "").statusCode())
                .isEqualTo(403);
        String foreign = keycloak.token("others", "frontend-1");
        assertThat(composer("GET", "/composes/", foreign, "").statusCode()).isEqualTo(401);
        assertThat(composer("GET", "/openapi", foreign, "").statusCode()).isEqualTo(200);
    }
}
