package org.imagebuilder.http.authentication;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.imagebuilder.http.accesslist.WatchedAccessList;
import org.imagebuilder.testsupport.TestIssuer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Measures what it costs to look at a token, on one thread. A program, not a test. */
final class TokenCostRun {

    private static final int ROUNDS = 20_000;

    private TokenCostRun() {}

    public static void main(String[] args) {
        JWK rsa = TestIssuer.rsaKey("rsa");
        JWK ec = TestIssuer.ecKey("ec");
        KeySettings often = new KeySettings(Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(1));
        try (TestIssuer issuer = TestIssuer.start(rsa, ec);
                SigningKeys keys = SigningKeys.from(
                        Map.of("here", () -> new JWKSet(List.of(rsa, ec)).toPublicJWKSet()), often, _ -> {})) {
            JwtDecoder decoder = TokenDecoder.of(
                    KeySelection.of(keys),
                    new ClaimRules(Clock.systemUTC(), Duration.ZERO, List.of(issuer.name()), List.of()),
                    WatchedAccessList.everybody());
            for (int round = 0; round < 3; round++) {
                measure("RS256", decoder, issuer.sign(rsa, TokenCostRun::claims));
                measure("ES256", decoder, issuer.sign(ec, TokenCostRun::claims));
                measure("wrong signature, RS256", decoder, issuer.sign(TestIssuer.rsaKey("rsa"), TokenCostRun::claims));
                measure("unknown key", decoder, issuer.sign(rsa, "unknown", TokenCostRun::claims));
                measure("garbage", decoder, "x".repeat(1000));
            }
        }
    }

    /** As many claims as providers put into a token. */
    private static JWTClaimsSet.Builder claims(JWTClaimsSet.Builder claims) {
        for (int i = 0; i < 20; i++) {
            claims.claim("claim-" + i, "some text of usual length");
        }
        return claims.claim("realm_access", Map.of("roles", List.of("submit", "observe", "offline_access")));
    }

    private static void measure(String what, JwtDecoder decoder, String token) {
        int accepted = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            try {
                accepted += decoder.decode(token).getClaims().isEmpty() ? 0 : 1;
            } catch (JwtException _) {
                // counted by not being accepted
            }
        }
        System.out.printf(
                "%-24s %6.1f us, %d of %d accepted%n",
                what, (System.nanoTime() - begin) / 1e3 / ROUNDS, accepted, ROUNDS);
    }
}
