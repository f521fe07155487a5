package org.imagebuilder.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.imagebuilder.testsupport.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An API whose key server is down when it starts. */
class NoKeysTest extends TeapotTest {

    private static final TestIssuer ISSUER = TestIssuer.start(TestIssuer.ecKey("key"));

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        ISSUER.answerWith(() -> 500);
        properties.add("imagebuilder.authentication.mode", () -> "jwt");
        properties.add("imagebuilder.authentication.jwt.issuers", ISSUER::name);
        properties.add("imagebuilder.authentication.jwt.keys.fetch-pause", () -> "1s");
        properties.add("imagebuilder.authentication.jwt.keys.timeout", () -> "1s");
    }

    @Test
    void until_keys_are_there_nobody_is_taken_for_a_stranger() throws Exception {
        HttpResponse<String> unknown = ask(ISSUER.token(claims -> claims.claim("account_id", "42")));
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(unknown.body()).path("details").asString()).contains("try again");
        assertThat(ask("x").statusCode()).as("what is no token at all").isEqualTo(401);

        ISSUER.answerWith(() -> 200);

        await().atMost(20, SECONDS)
                .until(() -> ask(ISSUER.token(claims -> claims.claim("account_id", "42")))
                                .statusCode()
                        == 200);
    }

    private HttpResponse<String> ask(String token) throws Exception {
        return send(request("/api/pots/" + UUID.randomUUID()).header("Authorization", "Bearer " + token));
    }
}
