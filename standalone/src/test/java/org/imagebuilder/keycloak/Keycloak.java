package org.imagebuilder.keycloak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs Keycloak, which forgets everything at its end. The build unpacks it. */
final class Keycloak implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("keycloak.home"));
    private static final String ADMIN = "admin";
    private static final Duration TO_START = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;
    private final Thread atExit;

    private Keycloak(Process process, URI address) {
        this.process = process;
        this.address = address;
        this.atExit = new Thread(this::kill);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Keycloak start() throws IOException {
        int port = freePort();
        var command = new ProcessBuilder(
                "bash",
                HOME.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + freePort(),
                "--db=dev-mem");
        command.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms128m -Xmx384m -XX:TieredStopAtLevel=1",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMIN));
        Path log = HOME.resolve("keycloak.log");
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        var keycloak = new Keycloak(process, URI.create("http://127.0.0.1:" + port));
        await().atMost(TO_START)
                .failFast("it ended: see " + log, () -> !process.isAlive())
                .until(keycloak::isReady);
        return keycloak;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(issuer("master") + "/.well-known/openid-configuration"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    String issuer(String realm) {
        return address + "/realms/" + realm;
    }

    URI tokenUrl(String realm) {
        return URI.create(issuer(realm) + "/protocol/openid-connect/token");
    }

    /** What a client gets for its secret, which is its name. */
    String token(String realm, String client) throws IOException, InterruptedException {
        return grant(realm, "grant_type=client_credentials&client_id=" + client + "&client_secret=" + client);
    }

    private String grant(String realm, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(tokenUrl(realm))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return send(request).path("access_token").asString();
    }

    void createRealm(String representation) throws IOException, InterruptedException {
        administer("POST", "", representation);
    }

    /** Signs everything with a new key from now on. */
    void addKey(String realm) throws IOException, InterruptedException {
        administer("POST", "/" + realm + "/components", """
                {"name": "second", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                 "config": {"priority": ["1000"]}}
                """);
    }

    /** Withdraws all keys that signatures of tokens were made with before {@link #addKey}. */
    void removeOldKeys(String realm) throws IOException, InterruptedException {
        JsonNode providers = administer("GET", "/" + realm + "/components?type=org.keycloak.keys.KeyProvider", "");
        List<String> old = providers
                .valueStream()
                .filter(provider -> provider.path("providerId").asString().equals("rsa-generated"))
                .filter(provider -> !provider.path("name").asString().equals("second"))
                .map(provider -> provider.path("id").asString())
                .toList();
        for (String id : old) {
            administer("DELETE", "/" + realm + "/components/" + id, "");
        }
    }

    private JsonNode administer(String method, String path, String body) throws IOException, InterruptedException {
        String token =
                grant("master", "grant_type=password&client_id=admin-cli&username=" + ADMIN + "&password=" + ADMIN);
        return send(HttpRequest.newBuilder(URI.create(address + "/admin/realms" + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.uri() + " gave " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    private void kill() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        kill();
        http.close();
    }
}
