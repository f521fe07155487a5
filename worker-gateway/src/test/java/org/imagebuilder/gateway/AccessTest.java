package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imagebuilder.gateway.Worker.Answer;
import org.imagebuilder.queue.HandOuts;
import org.imagebuilder.queue.JobState;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.Workers;
import org.imagebuilder.testsupport.ForgedTokens;
import org.imagebuilder.testsupport.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who may use which operation of the API, and with which job. */
@Gateway
class AccessTest {

    private static final RSAKey RSA = TestIssuer.rsaKey("rsa");
    private static final ECKey EC = TestIssuer.ecKey("ec");
    private static final TestIssuer ISSUER = TestIssuer.start(RSA, EC);
    private static final String MINE = "1";
    private static final String OTHERS = "2";
    private static final String OPEN = "200";

    /**
     * An operation with what it answers, as status and number of the error.
     *
     * @param role that it takes; empty if it takes no token either
     */
    private record Expected(String body, String mine, String others, String role) {}

    /** Every operation; ids are those of a worker of the tenant and of a job that it runs. */
    private static final Map<String, Expected> OPERATIONS = Map.ofEntries(
            Map.entry("GET /openapi", new Expected("", OPEN, OPEN, "")),
            Map.entry("GET /status", new Expected("", "200", "200", "work")),
            Map.entry("GET /errors/{id}", new Expected("", "400 9", "400 9", "work")),
            Map.entry("POST /jobs", new Expected("{\"types\":[],\"arch\":\"x86_64\"}", "204", "204", "work")),
            Map.entry("GET /jobs/{token}", new Expected("", "200", "404 5", "work")),
            Map.entry("PATCH /jobs/{token}", new Expected("{\"partial\":{}}", "200", "404 5", "work")),
            Map.entry("DELETE /jobs/{token}", new Expected("", "200", "404 5", "work")),
            Map.entry("PUT /jobs/{token}/artifacts/{name}", new Expected("", "200", "404 5", "work")),
            Map.entry("GET /workers", new Expected("", "200", "200", "observe")),
            Map.entry("POST /workers", new Expected("{\"arch\":\"x86_64\"}", "201", "201", "work")),
            Map.entry("GET /workers/{worker_id}", new Expected("", "200", "400 18", "observe")),
            Map.entry("POST /workers/{worker_id}/status", new Expected("", "200", "400 18", "work")));

    private static final Map<String, Supplier<String>> REFUSED = Map.of(
            "garbage", () -> "garbage",
            "expired", () -> ISSUER.token(c -> workerOf(MINE).apply(c).expirationTime(in(-60))),
            "not yet valid", () -> ISSUER.token(c -> workerOf(MINE).apply(c).notBeforeTime(in(60))),
            "another issuer", () -> ISSUER.token(c -> workerOf(MINE).apply(c).issuer("https://example.com")),
            "another audience", () -> ISSUER.token(c -> workerOf(MINE).apply(c).audience("somebody")),
            "an unknown key", () -> ISSUER.sign(TestIssuer.ecKey("unknown"), workerOf(MINE)));

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) throws Exception {
        String folder = Files.createTempDirectory("artifacts").toString();
        properties.add("imagebuilder.artifacts.folder", () -> folder);
        properties.add("imagebuilder.gateway.request-job-timeout", () -> "300ms");
        properties.add("imagebuilder.authentication.mode", () -> "jwt");
        properties.add("imagebuilder.authentication.jwt.issuers", ISSUER::name);
        properties.add("imagebuilder.authentication.jwt.audiences", () -> "image-builder");
        properties.add("imagebuilder.authentication.jwt.roles.claims", () -> "scope");
    }

    @Autowired
    Worker worker;

    @Autowired
    Queue queue;

    @Autowired
    Statements statements;

    @Autowired
    Workers workers;

    @Autowired
    Environment environment;

    static Stream<Arguments> operations() {
        return OPERATIONS.keySet().stream().sorted().map(Arguments::of);
    }

    @Test
    void no_operation_is_forgotten() {
        assertThat(worker.get("/openapi").body()).isNotNull();
        assertThat(Objects.requireNonNull(worker.get("/openapi").body())
                        .path("paths")
                        .propertyStream()
                        .flatMap(path -> path.getValue().properties().stream()
                                .filter(operation -> operation.getValue().isObject())
                                .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobody_gets_in_without_a_good_token(String operation) {
        Ids ids = ids();
        List<Long> before = queue.rows();
        boolean open = expectedOf(operation).role.isEmpty();

        assertRefused(open, ask(operation, ids, null));
        REFUSED.forEach((what, token) -> assertRefused(open, ask(operation, ids, token.get())));
        assertThat(queue.rows()).isEqualTo(before);
        assertThat(queue.stateOf(ids.job())).isEqualTo(JobState.RUNNING);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_good_token_is_good_for_its_tenant(String operation) {
        Ids ids = ids();
        Expected expected = expectedOf(operation);

        assertThat(told(ask(operation, ids, tokenOf("", "admin"))))
                .as("T5 no tenant")
                .isEqualTo(expected.role.isEmpty() ? OPEN : "400 16");
        assertThat(told(ask(operation, ids, tokenOf(OTHERS, "admin"))))
                .as("another tenant")
                .isEqualTo(expected.others);
        assertThat(queue.stateOf(ids.job())).isEqualTo(JobState.RUNNING);
        assertThat(told(ask(operation, ids, tokenOf(MINE, "admin"))))
                .as("its own tenant")
                .isEqualTo(expected.mine);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_operation_takes_its_role(String operation) {
        Expected expected = expectedOf(operation);
        for (String role : List.of("submit", "observe", "work", "admin", "")) {
            boolean may = List.of(expected.role, "admin").contains(role) || expected.role.isEmpty();
            Answer answer = ask(operation, ids(), tokenOf(MINE, role));
            assertThat(told(answer)).as(role).isEqualTo(may ? expected.mine : "403 2");
            if (!may) {
                assertThat(answer.text("/href")).isEqualTo(worker.base() + "/errors/2");
                assertThat(answer.text("/code")).isEqualTo("IMAGE-BUILDER-WORKER-2");
                assertThat(answer.text("/message")).isEqualTo(answer.text("/reason"));
            }
        }
    }

    static Stream<Arguments> forged() {
        return ForgedTokens.of(ISSUER, RSA, EC, workerOf(MINE)).entrySet().stream()
                .map(token -> Arguments.of(token.getKey(), token.getValue()));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void a_forged_token_leaves_nothing_behind(String what, String token) {
        List<Long> before = queue.rows();
        assertRefused(false, ask("POST /workers", Ids.unknown(), token));
        assertThat(queue.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @DisplayName("what is asked with another tenant's job token answers as with one that never was")
    @ValueSource(
            strings = {
                "GET /jobs/{token}",
                "PATCH /jobs/{token}",
                "DELETE /jobs/{token}",
                "PUT /jobs/{token}/artifacts/{name}",
                "GET /workers/{worker_id}",
                "POST /workers/{worker_id}/status"
            })
    void like_unknown(String operation) {
        Answer foreign = ask(operation, ids(), tokenOf(OTHERS, "admin"));
        Answer unknown = ask(operation, Ids.unknown(), tokenOf(OTHERS, "admin"));

        assertThat(withoutIds(foreign)).isEqualTo(withoutIds(unknown));
        assertThat(foreign.raw().headers().map().keySet())
                .isEqualTo(unknown.raw().headers().map().keySet());
    }

    @Test
    @DisplayName("T2 workers get the jobs of their tenant only, whatever the order of composes")
    void own_jobs() {
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        UUID foreign = queue.submitFor("org-" + first, "file-resolve");
        UUID own = queue.submitFor("org-" + second, "file-resolve");

        Answer given = await().until(() -> poll(tokenOf(second, "work")), answer -> answer.status() == 201);
        assertThat(given.text("/id")).isEqualTo(own.toString());
        assertThat(poll(tokenOf(second, "work")).status()).isEqualTo(204);
        assertThat(queue.stateOf(foreign)).isEqualTo(JobState.READY);
        assertThat(await().until(() -> poll(tokenOf(first, "work")), answer -> answer.status() == 201)
                        .text("/id"))
                .isEqualTo(foreign.toString());
        String path = worker.pathOf(given);
        assertThat(send("GET", path, tokenOf(first, "work"), "").status()).isEqualTo(404);
        assertThat(send("GET", path, tokenOf(second, "work"), "").status()).isEqualTo(200);
    }

    @Test
    void a_job_is_not_given_under_the_id_of_another_tenants_worker() {
        UUID foreign = workers.register("org-" + MINE, "x86_64");
        Answer answer = send(
                "POST",
                "/jobs",
                tokenOf(OTHERS, "work"),
                "{\"types\":[\"file-resolve\"],\"arch\":\"x86_64\",\"worker_id\":\"" + foreign + "\"}");
        assertThat(told(answer)).isEqualTo("400 18");
    }

    @Test
    void the_tenant_is_a_label_and_who_is_refused_does_not_count() {
        String tenant = UUID.randomUUID().toString();
        send("POST", "/workers", tokenOf(tenant, "work"), "{\"arch\":\"x86_64\"}");
        send("POST", "/workers", "x", "{\"arch\":\"x86_64\"}");
        send("POST", "/jobs", tokenOf(tenant, "work"), "{\"types\":[],\"arch\":\"x86_64\"}");

        await().untilAsserted(() -> assertThat(metrics("tenant=\"org-" + tenant + "\""))
                .anyMatch(line -> line.contains("code=\"201\",method=\"POST\""))
                .anyMatch(line -> line.contains("code=\"204\",method=\"POST\"")));
        assertThat(metrics("code=\"401\"")).isEmpty();
    }

    /** A worker of the tenant, the job that it runs, and the token for it. */
    private record Ids(UUID worker, UUID job, UUID token) {

        static Ids unknown() {
            return new Ids(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        }
    }

    private Ids ids() {
        UUID id = workers.register("org-" + MINE, "x86_64");
        UUID job = queue.submitFor("org-" + MINE, "koji-init");
        UUID token = new HandOuts(statements).claim(job, null, id).orElseThrow().token();
        return new Ids(id, job, token);
    }

    private static Expected expectedOf(String operation) {
        return Objects.requireNonNull(OPERATIONS.get(operation), operation);
    }

    private Answer ask(String operation, Ids ids, @Nullable String token) {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{token}", ids.token.toString())
                .replace("{name}", "disk.img")
                .replaceAll("\\{(worker_)?id}", ids.worker.toString());
        return send(parts[0], path, token, expectedOf(operation).body);
    }

    private Answer poll(String token) {
        return send("POST", "/jobs", token, "{\"types\":[\"file-resolve\"],\"arch\":\"x86_64\"}");
    }

    private Answer send(String method, String path, @Nullable String token, String body) {
        HttpRequest.Builder request = worker.request(worker.base() + path)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return worker.send(request);
    }

    private static String told(Answer answer) {
        return answer.status() < 400 ? "" + answer.status() : answer.status() + " " + answer.error();
    }

    private static void assertRefused(boolean open, Answer answer) {
        if (open) {
            assertThat(answer.status()).isEqualTo(200);
            return;
        }
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.raw().headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"image-builder-composer/v2\"");
        assertThat(answer.text("/code")).isEqualTo("IMAGE-BUILDER-COMPOSER-401");
        assertThat(answer.text("/href")).isEqualTo("/api/image-builder-composer/v2/errors/401");
        assertThat(Objects.requireNonNull(answer.body()).propertyNames())
                .containsExactlyInAnyOrder("href", "id", "kind", "code", "operation_id", "reason");
    }

    private List<String> metrics(String label) {
        int port = environment.getRequiredProperty("local.management.port", Integer.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"));
        return Worker.text(request)
                .lines()
                .filter(line -> line.startsWith("image_builder_worker_request_count") && line.contains(label))
                .toList();
    }

    private static String withoutIds(Answer answer) {
        return answer.status() + answer.raw().body().replaceAll("\"operation_id\":\"\\w{27}\"", "");
    }

    private static UnaryOperator<JWTClaimsSet.Builder> workerOf(String tenant, String... roles) {
        return claims -> claims.audience("image-builder")
                .claim("rh-org-id", tenant)
                .claim("scope", String.join(" ", roles.length == 0 ? List.of("work") : Arrays.asList(roles)));
    }

    private static String tokenOf(String tenant, String role) {
        return ISSUER.token(workerOf(tenant, role));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
