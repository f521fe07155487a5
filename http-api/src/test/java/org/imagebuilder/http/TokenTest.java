package org.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.testsupport.ForgedTokens;
import org.imagebuilder.testsupport.TestIssuer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An API that asks for tokens of one issuer. */
class TokenTest extends TeapotTest {

    private static final RSAKey RSA = TestIssuer.rsaKey("rsa");
    private static final ECKey EC = TestIssuer.ecKey("ec");
    private static final TestIssuer ISSUER = TestIssuer.start(RSA, EC);
    private static final TestIssuer OTHER = TestIssuer.start(TestIssuer.rsaKey("other"));
    private static final String POT = "/api/pots/" + UUID.randomUUID();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) throws Exception {
        Path list = Files.createTempFile("access-list", ".yaml");
        Files.writeString(list, "- claim: sub\n  pattern: ^some\n- {claim: email, pattern: '@example\\.com$'}\n");
        properties.add("imagebuilder.authentication.mode", () -> "jwt");
        properties.add("imagebuilder.authentication.jwt.issuers", () -> ISSUER.name() + "," + OTHER.name());
        properties.add("imagebuilder.authentication.jwt.audiences", () -> "teapot,kettle");
        properties.add("imagebuilder.authentication.jwt.access-list", list::toString);
        properties.add("imagebuilder.authentication.jwt.roles.claims", () -> "realm_access.roles,scope");
        properties.add("imagebuilder.authentication.jwt.roles.submit", () -> "brewer,tea:brew");
        properties.add("imagebuilder.authentication.jwt.keys.fetch-pause", () -> "1h");
    }

    @Test
    void a_good_token_is_let_in_and_says_whose_request_it_is() throws Exception {
        assertThat(json(ask(ISSUER.token(TokenTest::good)).body())
                        .path("channel")
                        .asString())
                .isEqualTo("org-42");
        assertThat(ask(ISSUER.sign(EC, TokenTest::good)).statusCode()).isEqualTo(200);
        assertThat(ask(OTHER.token(TokenTest::good)).statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_is_known_of_whoever_comes_next_on_the_same_connection() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(ask(ISSUER.token(TokenTest::good)).statusCode()).isEqualTo(200);
            assertThat(send(request(POT)).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("forged")
    void a_forged_token_is_refused(String what, String token) throws Exception {
        int before = ISSUER.fetches();
        assertRefused(ask(token));
        assertThat(ISSUER.fetches()).as("nobody asks for keys again and again").isEqualTo(before);
    }

    static Stream<Arguments> forged() {
        return ForgedTokens.of(ISSUER, RSA, EC, TokenTest::good).entrySet().stream()
                .map(token -> Arguments.of(token.getKey(), token.getValue()));
    }

    @Test
    void times_count() throws Exception {
        Instant now = Instant.now();
        assertRefused(ask(ISSUER.token(c -> good(c).expirationTime(Date.from(now.minusSeconds(1))))));
        assertRefused(ask(ISSUER.token(c -> good(c).notBeforeTime(Date.from(now.plusSeconds(60))))));
        assertRefused(ask(ISSUER.token(c -> good(c).issueTime(Date.from(now.plusSeconds(60))))));
        assertAccepted(ask(ISSUER.token(c -> good(c).issueTime(Date.from(now.plusSeconds(5))))));
        assertAccepted(ask(ISSUER.token(c -> good(c).notBeforeTime(Date.from(now.minusSeconds(5))))));
    }

    @Test
    void an_expiry_of_zero_is_none() throws Exception {
        assertAccepted(ask(ISSUER.token(c -> good(c).claim("exp", 0))));
    }

    @Test
    void a_token_that_is_meant_for_others_is_refused() throws Exception {
        assertRefused(ask(ISSUER.token(c -> good(c).audience("oven"))));
        assertRefused(ask(ISSUER.token(c -> good(c).audience((String) null))));
        assertAccepted(ask(ISSUER.token(c -> good(c).audience(List.of("oven", "kettle")))));
    }

    @Test
    void a_token_is_good_by_the_keys_of_its_own_issuer_only() throws Exception {
        assertRefused(ask(ISSUER.token(c -> good(c).issuer(OTHER.name()))));
        assertRefused(ask(ISSUER.token(c -> good(c).issuer("https://elsewhere.example.com"))));
        assertRefused(ask(ISSUER.token(c -> good(c).issuer(null))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void a_token_may_say_that_it_is_one(String type) throws Exception {
        assertAccepted(ask(ISSUER.token(c -> good(c).claim("typ", type))));
        assertAccepted(ask(TestIssuer.sign(
                RSA,
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("rsa")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                good(ISSUER.claims()).build())));
    }

    @Test
    void the_access_list_is_asked() throws Exception {
        assertRefused(ask(ISSUER.token(c -> good(c).subject("who is not admitted"))));
        assertAccepted(ask(ISSUER.token(c -> good(c).subject("x").claim("email", "me@example.com"))));
        assertRefused(ask(ISSUER.token(c -> good(c).subject("x").claim("email", "me@example.com.evil"))));
        assertRefused(ask(ISSUER.token(c -> good(c).subject("x").claim("email", List.of("me@example.com")))));
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer %s, 200",
        "bearer %s, 200",
        "BEARER   %s, 200",
        "Bearer, 401",
        "Bearer %s x, 401",
        "Bearer%s, 401",
        "Basic %s, 401",
        "%s, 401",
        "'Bearer %s,Bearer %s', 401",
        "AccessToken %s, 401",
    })
    void a_token_comes_in_one_header_of_the_right_scheme(String header, int status) throws Exception {
        String token = ISSUER.token(TokenTest::good);
        HttpResponse<String> answer = send(request(POT).header("Authorization", header.replace("%s", token)));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void two_headers_are_one_too_many() throws Exception {
        String token = "Bearer " + ISSUER.token(TokenTest::good);
        assertRefused(send(request(POT).header("Authorization", token).header("Authorization", token)));
        assertRefused(send(request(POT).header("Authorization", token).header("Authorization", "Basic eDp5")));
    }

    @Test
    void a_token_does_not_come_in_queries_and_forms() throws Exception {
        String token = ISSUER.token(TokenTest::good);
        assertRefused(send(request(POT + "?access_token=" + token)));
        assertRefused(send(request("/api/pots")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("access_token=" + token))));
    }

    @Test
    void a_token_may_come_in_the_cookie_if_no_header_is_there_and_no_other_site_sends_it() throws Exception {
        String cookie = "cs_jwt=" + ISSUER.token(TokenTest::good);
        assertAccepted(send(request(POT).header("Cookie", "a=b; " + cookie)));
        assertAccepted(send(request(POT).header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin")));
        assertRefused(send(request(POT).header("Cookie", cookie).header("Sec-Fetch-Site", "cross-site")));
        assertRefused(send(request(POT).header("Cookie", cookie).header("Authorization", "Bearer x")));
        assertRefused(send(request(POT).header("Cookie", cookie + "; cs_jwt=x")));
        assertRefused(send(request(POT).header("Cookie", "jwt=" + ISSUER.token(TokenTest::good))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/open/../pots",
                "/api/%6fpen",
                "/api/open;a=b",
                "/api/open%20",
                "/api//open",
                "/x/api/open",
                "/api/openx",
                "/api/open/x",
                "/api/OPEN",
                "/api/./open",
                "/api/pots/open",
                "/api/nowhere"
            })
    void what_only_resembles_an_open_path_takes_a_token(String path) throws Exception {
        assertThat(sendRaw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 40")
                .doesNotContain("TEAPOT-21");
        assertThat(get("/api/open").statusCode())
                .as("let through to where nothing is")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "OPTIONS", "DELETE", "BREW"})
    void open_paths_are_read_only(String method) throws Exception {
        assertThat(send(request("/api/open").method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("T5 a token without a tenant is good for nothing")
    void noTenant() throws Exception {
        for (Object nobody : new Object[] {"", 42, List.of("42"), Map.of("id", "42"), "a\nb", "x".repeat(256)}) {
            HttpResponse<String> answer =
                    ask(ISSUER.token(c -> good(c).claim("rh-org-id", nobody).claim("account_id", null)));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer.body()).path("id").asString()).isEqualTo("28");
        }
    }

    @Test
    @DisplayName("T7 the first configured claim that is a non-empty string is the tenant")
    void firstClaim() throws Exception {
        for (Object nobody : new Object[] {"", 42, List.of("42")}) {
            HttpResponse<String> answer =
                    ask(ISSUER.token(c -> good(c).claim("rh-org-id", nobody).claim("account_id", "7")));
            assertThat(json(answer.body()).path("channel").asString()).isEqualTo("org-7");
        }
        HttpResponse<String> both = ask(ISSUER.token(c -> good(c).claim("account_id", "7")));
        assertThat(json(both.body()).path("channel").asString()).isEqualTo("org-42");
    }

    @ParameterizedTest
    @CsvSource({
        "brewer, '', 403, 201",
        "tea:brew, '', 403, 201",
        "observe, '', 200, 403",
        "'', observe tea:brew, 200, 201",
        "'', 'openid  observe', 200, 403",
        "submit, '', 403, 403",
        "admin, '', 200, 201",
        "work, '', 403, 403",
        "'', '', 403, 403",
        "OBSERVE, observer, 403, 403",
    })
    void roles_come_from_nested_claims_and_scopes(String role, String scope, int get, int post) throws Exception {
        String token = ISSUER.token(c ->
                good(c).claim("realm_access", Map.of("roles", List.of(role, 7))).claim("scope", scope));
        assertThat(ask(token).statusCode()).isEqualTo(get);
        HttpResponse<String> posted = send(request("/api/pots")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(posted.statusCode()).isEqualTo(post);
        if (post == 403) {
            assertThat(json(posted.body()).path("id").asString()).isEqualTo("2");
            assertThat(json(posted.body()).path("details").asString()).isEqualTo("this takes the role submit");
        }
    }

    private HttpResponse<String> ask(String token) throws Exception {
        return send(request(POT).header("Authorization", "Bearer " + token));
    }

    private static void assertAccepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"image-builder-composer/v2\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(answer.body()).propertyNames())
                .containsExactlyInAnyOrder("href", "id", "kind", "code", "operation_id", "reason");
        assertThat(json(answer.body()).path("href").asString()).isEqualTo("/api/image-builder-composer/v2/errors/401");
        assertThat(json(answer.body()).path("id").asString()).isEqualTo("401");
        assertThat(json(answer.body()).path("kind").asString()).isEqualTo("Error");
        assertThat(json(answer.body()).path("code").asString()).isEqualTo("IMAGE-BUILDER-COMPOSER-401");
        assertThat(json(answer.body()).path("operation_id").asString()).hasSize(27);
    }

    private static JWTClaimsSet.Builder good(JWTClaimsSet.Builder claims) {
        return claims.audience("teapot")
                .claim("rh-org-id", "42")
                .claim("realm_access", Map.of("roles", List.of("observe", "brewer")));
    }
}
