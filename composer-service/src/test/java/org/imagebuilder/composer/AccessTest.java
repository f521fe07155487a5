package org.imagebuilder.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagebuilder.composer.ProtectedService.ISSUER;
import static org.imagebuilder.composer.ProtectedService.clientOf;
import static org.imagebuilder.composer.ProtectedService.tokenOf;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.imagebuilder.composer.RunningService.Rows;
import org.imagebuilder.queue.NewJob;
import org.imagebuilder.testsupport.ForgedTokens;
import org.imagebuilder.testsupport.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** Who may use which operation of the API. */
class AccessTest {

    private static final String MINE = "1";
    private static final String OTHERS = "2";

    /** What an operation answers, as status and number of the error. */
    private record Expected(String body, String mine, String others) {}

    private static final String OPEN = "open";

    /** Every operation; ids are those of a compose that waits for its worker. */
    private static final Map<String, Expected> OPERATIONS = Map.ofEntries(
            Map.entry("GET /openapi", new Expected("", OPEN, OPEN)),
            Map.entry("GET /errors", new Expected("", OPEN, OPEN)),
            Map.entry("GET /errors/{id}", new Expected("", "400 16", "400 16")),
            Map.entry("GET /distributions", new Expected("", "200", "200")),
            Map.entry("GET /distributions/{distro}", new Expected("", "200", "200")),
            Map.entry("POST /compose", new Expected(Requests.withImage(), "201", "201")),
            Map.entry("POST /depsolve/blueprint", new Expected("{}", "400 30", "400 30")),
            Map.entry("POST /search/packages", new Expected("{}", "400 30", "400 30")),
            Map.entry("GET /composes/", new Expected("", "200", "200")),
            Map.entry("GET /composes/{id}", new Expected("", "200", "404 15")),
            Map.entry("DELETE /composes/{id}", new Expected("", "400 1023", "404 15")),
            Map.entry("POST /composes/{id}/cancel", new Expected("", "200", "404 15")),
            Map.entry("POST /composes/{id}/clone", new Expected("{\"region\":\"r\"}", "400 31", "404 15")),
            Map.entry("GET /composes/{id}/download", new Expected("", "400 1022", "404 15")),
            Map.entry("GET /composes/{id}/logs", new Expected("", "200", "404 15")),
            Map.entry("GET /composes/{id}/manifests", new Expected("", "200", "404 15")),
            Map.entry("GET /composes/{id}/metadata", new Expected("", "200", "404 15")),
            Map.entry("GET /composes/{id}/sboms", new Expected("", "404 15", "404 15")),
            Map.entry("GET /clones/{id}", new Expected("", "404 26", "404 15")));

    private static final Map<String, Supplier<String>> REFUSED = Map.of(
            "garbage", () -> "garbage",
            "expired", () -> ISSUER.token(c -> clientOf(MINE).apply(c).expirationTime(in(-60))),
            "not yet valid", () -> ISSUER.token(c -> clientOf(MINE).apply(c).notBeforeTime(in(60))),
            "another issuer", () -> ISSUER.token(c -> clientOf(MINE).apply(c).issuer("https://example.com")),
            "another audience", () -> ISSUER.token(c -> clientOf(MINE).apply(c).audience("somebody")),
            "an unknown key", () -> ISSUER.sign(TestIssuer.ecKey("unknown"), clientOf(MINE)));

    static Stream<Arguments> operations() {
        return operationsOf(ProtectedService.get("/openapi", "")).map(Arguments::of);
    }

    private static Stream<String> operationsOf(JsonNode document) {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().isObject())
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    @Test
    void no_operation_is_forgotten() {
        assertThat(operationsOf(RunningService.get("/openapi")))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void the_description_says_which_operations_take_a_token(String operation) {
        int space = operation.indexOf(' ');
        JsonNode described = RunningService.get("/openapi")
                .path("paths")
                .path(operation.substring(space + 1))
                .path(operation.substring(0, space).toLowerCase(Locale.ROOT));
        if (expectedOf(operation).mine.equals(OPEN)) {
            assertThat(described.path("security").isEmpty()).isTrue();
            assertThat(described.path("responses").propertyNames()).doesNotContain("401", "403");
        } else {
            assertThat(described.has("security")).isFalse();
            assertThat(described.path("responses").propertyNames()).contains("401", "403", "429");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobody_gets_in_without_a_good_token(String operation) {
        UUID compose = compose();
        Rows before = RunningService.rows();
        assertRefused(operation, ask(operation, compose, null));
        REFUSED.forEach((what, token) -> assertRefused(operation + ", " + what, ask(operation, compose, token.get())));
        assertThat(RunningService.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_good_token_is_good_for_its_tenant(String operation) {
        UUID compose = compose();
        String nobody = ISSUER.token(c -> clientOf("").apply(c));
        Expected expected = expectedOf(operation);

        assertThat(told(ask(operation, compose, nobody)))
                .as("no tenant")
                .isEqualTo(expected.mine.equals(OPEN) ? "200" : "400 28");
        assertThat(told(ask(operation, compose, tokenOf(OTHERS))))
                .as("another tenant")
                .isEqualTo(expected.others.equals(OPEN) ? "200" : expected.others);
        assertThat(told(ask(operation, compose, tokenOf(MINE))))
                .as("its own tenant")
                .isEqualTo(expected.mine.equals(OPEN) ? "200" : expected.mine);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_operation_takes_its_role(String operation) {
        Expected expected = expectedOf(operation);
        Map<String, Boolean> allowed = new LinkedHashMap<>();
        boolean reads = operation.startsWith("GET ");
        allowed.put("submit", !reads);
        allowed.put("observe", reads);
        allowed.put("work", false);
        allowed.put("admin", true);
        allowed.put("", false);
        allowed.forEach((role, may) -> {
            String answer = told(ask(operation, compose(), tokenOf(MINE, role)));
            if (expected.mine.equals(OPEN)) {
                assertThat(answer).as(role).isEqualTo("200");
            } else {
                assertThat(answer).as(role).isEqualTo(may ? expected.mine : "403 2");
            }
        });
    }

    @Test
    void bad_tokens_in_great_numbers_keep_no_good_one_out() throws Exception {
        RSAKey forger = TestIssuer.rsaKey(ProtectedService.RSA.getKeyID());
        List<String> bad = List.of(
                ISSUER.sign(forger, clientOf(MINE)),
                ISSUER.sign(ProtectedService.RSA, "made up", clientOf(MINE)),
                REFUSED.getOrDefault("expired", String::new).get(),
                "x".repeat(800));
        var flood = new Flood(
                ProtectedService.address("server", RunningService.BASE + "/composes/"), bad, 8, 100_000, 10_000);
        String good = tokenOf(MINE);
        int fetches = ISSUER.fetches();
        try (ExecutorService attacker = Executors.newSingleThreadExecutor()) {
            Future<Map<Integer, Long>> answers = attacker.submit(flood::run);
            do {
                assertThat(ProtectedService.send("GET", "/composes/?limit=1", good, "")
                                .statusCode())
                        .isEqualTo(200);
            } while (!answers.isDone());
            assertThat(answers.get()).containsOnlyKeys(401);
        }
        assertThat(ISSUER.fetches() - fetches).as("fetches of keys").isLessThanOrEqualTo(1);
    }

    @TestFactory
    Stream<DynamicTest> a_forged_token_leaves_nothing_behind() {
        return ForgedTokens.of(ISSUER, ProtectedService.RSA, ProtectedService.EC, clientOf(MINE)).entrySet().stream()
                .map(forged -> DynamicTest.dynamicTest(forged.getKey(), () -> {
                    Rows before = RunningService.rows();
                    assertRefused(
                            forged.getKey(),
                            ProtectedService.send("POST", "/compose", forged.getValue(), Requests.withImage()));
                    assertThat(RunningService.rows()).isEqualTo(before);
                }));
    }

    @Test
    void an_oversized_token_leaves_nothing_behind() {
        Rows before = RunningService.rows();
        assertThat(ProtectedService.send("POST", "/compose", "x".repeat(100_000), Requests.withImage())
                        .statusCode())
                .isEqualTo(400);
        assertThat(RunningService.rows()).isEqualTo(before);
    }

    private static UUID compose() {
        NewJob manifest = Work.job("image-builder-manifest");
        return Work.compose(
                "org-" + MINE,
                Requests.withImage(),
                manifest,
                Work.given(
                        "osbuild:x86_64",
                        "{\"targets\":[{\"name\":\"org.osbuild.worker.server\",\"options\":{}}]}",
                        manifest));
    }

    private static Expected expectedOf(String operation) {
        return Objects.requireNonNull(OPERATIONS.get(operation), operation);
    }

    private static HttpResponse<String> ask(String operation, UUID compose, @Nullable String token) {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{id}", compose.toString()).replace("{distro}", "fedora-44");
        return ProtectedService.send(parts[0], path, token, expectedOf(operation).body);
    }

    private static String told(HttpResponse<String> answer) {
        return answer.statusCode() < 400
                ? "" + answer.statusCode()
                : answer.statusCode() + " "
                        + RunningService.json(answer).path("id").asString();
    }

    private static void assertRefused(String what, HttpResponse<String> answer) {
        String operation = what.replaceFirst(",.*", "");
        boolean open =
                OPERATIONS.containsKey(operation) && expectedOf(operation).mine.equals(OPEN);
        if (open) {
            assertThat(answer.statusCode()).as(what).isEqualTo(200);
            return;
        }
        assertThat(answer.statusCode()).as(what).isEqualTo(HttpStatus.UNAUTHORIZED.value());
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"image-builder-composer/v2\"");
        JsonNode error = RunningService.json(answer);
        assertThat(error.propertyNames())
                .containsExactlyInAnyOrder("href", "id", "kind", "code", "operation_id", "reason");
        assertThat(error.path("code").asString()).isEqualTo("IMAGE-BUILDER-COMPOSER-401");
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
