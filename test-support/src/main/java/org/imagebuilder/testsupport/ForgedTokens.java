package org.imagebuilder.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tokens that look good and are not, by what is wrong with them. */
public final class ForgedTokens {

    private final TestIssuer issuer;
    private final RSAKey rsa;
    private final ECKey ec;
    private final RSAKey own = TestIssuer.rsaKey("own");
    private final UnaryOperator<JWTClaimsSet.Builder> good;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    private ForgedTokens(TestIssuer issuer, RSAKey rsa, ECKey ec, UnaryOperator<JWTClaimsSet.Builder> good) {
        this.issuer = issuer;
        this.rsa = rsa;
        this.ec = ec;
        this.good = good;
    }

    /**
     * Makes them.
     *
     * @param rsa published
     * @param ec published
     * @param good makes the claims those of a good token
     */
    public static Map<String, String> of(
            TestIssuer issuer, RSAKey rsa, ECKey ec, UnaryOperator<JWTClaimsSet.Builder> good) {
        try {
            var forged = new ForgedTokens(issuer, rsa, ec, good);
            forged.withoutSignature();
            forged.withASecretThatIsNone();
            forged.withIdsOfKeys();
            forged.withKeysOfTheirOwn();
            forged.withChanges();
            forged.withClaims();
            return forged.tokens;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void withoutSignature() {
        for (String none : new String[] {"none", "None", "NONE", ""}) {
            tokens.put("algorithm '" + none + "'", unsigned("{\"alg\":\"%s\",\"kid\":\"rsa\"}".formatted(none)));
        }
        tokens.put("no algorithm", unsigned("{\"kid\":\"rsa\"}"));
        String token = issuer.sign(rsa, good);
        tokens.put("no signature", token.substring(0, token.lastIndexOf('.') + 1));
        tokens.put("no signature and no dot", token.substring(0, token.lastIndexOf('.')));
        tokens.put(
                "a signature of zeros",
                issuer.sign(ec, good)
                        .replaceFirst("[^.]*$", Base64URL.encode(new byte[64]).toString()));
    }

    private String unsigned(String header) {
        return Base64URL.encode(header) + "."
                + Base64URL.encode(good.apply(issuer.claims()).build().toString()) + ".";
    }

    private void withASecretThatIsNone() throws JOSEException {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(rsa.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        tokens.put("the public key as PEM for a secret", mac(pem.getBytes(StandardCharsets.UTF_8)));
        tokens.put(
                "the public key as DER for a secret", mac(rsa.toRSAPublicKey().getEncoded()));
        tokens.put(
                "the public key as JSON for a secret",
                mac(rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    }

    private String mac(byte[] secret) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(rsa.getKeyID()).build(),
                good.apply(issuer.claims()).build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private void withIdsOfKeys() {
        tokens.put("no key id", own(rsa, header(JWSAlgorithm.RS256, null)));
        for (String id :
                new String[] {"", "../../../../dev/null", "rsa' OR '1'='1", "RSA", "rsa\u0000", "x".repeat(4000)}) {
            String name = id.length() > 100 ? "a very long key id" : "key id '" + id.replace("\u0000", "\\0") + "'";
            tokens.put(name, own(rsa, header(JWSAlgorithm.RS256, id)));
        }
        tokens.put("the id of another key", own(rsa, header(JWSAlgorithm.RS256, ec.getKeyID())));
        tokens.put("a key that is for another algorithm", own(rsa, header(JWSAlgorithm.PS256, rsa.getKeyID())));
    }

    private void withKeysOfTheirOwn() {
        tokens.put("another key under the same id", own(own, header(JWSAlgorithm.RS256, rsa.getKeyID())));
        tokens.put(
                "its key in the header",
                own(own, builder(rsa.getKeyID()).jwk(own.toPublicJWK()).build()));
        tokens.put(
                "its key in the header, without an id",
                own(
                        own,
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .jwk(own.toPublicJWK())
                                .build()));
        // nobody may ask there; whoever does is told of this machine's other keys
        URI elsewhere = URI.create(issuer.name() + "/elsewhere");
        tokens.put(
                "a place of its key in the header",
                own(own, builder(own.getKeyID()).jwkURL(elsewhere).build()));
        tokens.put(
                "a place of its certificate in the header",
                own(own, builder(own.getKeyID()).x509CertURL(elsewhere).build()));
        tokens.put(
                "a demand that nobody understands",
                own(
                        rsa,
                        builder(rsa.getKeyID())
                                .criticalParams(Set.of("exotic"))
                                .customParam("exotic", true)
                                .build()));
        tokens.put(
                "a type of something else",
                own(
                        rsa,
                        builder(rsa.getKeyID())
                                .type(new JOSEObjectType("logout+jwt"))
                                .build()));
    }

    private void withChanges() {
        String[] parts = issuer.sign(rsa, good).split("\\.");
        String claims = new Base64URL(parts[1]).decodeToString().replace("somebody", "an admin");
        tokens.put("a changed claim", parts[0] + "." + Base64URL.encode(claims) + "." + parts[2]);
        tokens.put("no claims", parts[0] + ".." + parts[2]);
        tokens.put("claims that are no JSON", parts[0] + "." + Base64URL.encode("x") + "." + parts[2]);
        tokens.put("a header that is no JSON", Base64URL.encode("x") + "." + parts[1] + "." + parts[2]);
        tokens.put("a header of deep nesting", Base64URL.encode("[".repeat(3000)) + "." + parts[1] + "." + parts[2]);
        tokens.put("a fourth part", String.join(".", parts) + "." + parts[2]);
        tokens.put("five parts", String.join(".", parts) + "." + parts[0] + "." + parts[1]);
        tokens.put("much too much", "x".repeat(7000));
        tokens.put("dots", "..");
    }

    private void withClaims() {
        tokens.put("impersonated", issuer.sign(rsa, claims -> good.apply(claims).claim("impersonated", true)));
        tokens.put(
                "impersonated, as a text",
                issuer.sign(rsa, claims -> good.apply(claims).claim("impersonated", "true")));
        tokens.put("another typ", issuer.sign(rsa, claims -> good.apply(claims).claim("typ", "Refresh")));
        tokens.put("no iat", issuer.sign(rsa, claims -> good.apply(claims).issueTime(null)));
        tokens.put("no exp", issuer.sign(rsa, claims -> good.apply(claims).expirationTime(null)));
        tokens.put(
                "an exp that is a text",
                issuer.sign(rsa, claims -> good.apply(claims).claim("exp", "9999999999")));
        tokens.put(
                "an iat that is a text",
                issuer.sign(rsa, claims -> good.apply(claims).claim("iat", "1")));
        tokens.put(
                "an exp out of all bounds",
                issuer.sign(rsa, claims -> good.apply(claims).claim("exp", 1e300)));
        tokens.put(
                "a negative exp", issuer.sign(rsa, claims -> good.apply(claims).claim("exp", -1)));
    }

    private String own(JWK key, JWSHeader header) {
        return TestIssuer.sign(key, header, good.apply(issuer.claims()).build());
    }

    private static JWSHeader header(JWSAlgorithm algorithm, @Nullable String id) {
        return new JWSHeader.Builder(algorithm).keyID(id).build();
    }

    private static JWSHeader.Builder builder(String id) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id);
    }
}
