package org.imagebuilder.http.authentication;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTClaimsSetAwareJWSKeySelector;
import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key that a token claims to be signed with: by its id, among published ones of a kind that fits the
 * algorithm. Nothing else in a token's header counts.
 */
final class KeySelection implements JWTClaimsSetAwareJWSKeySelector<SecurityContext>, AutoCloseable {

    /** With a public key to verify them; whoever knows that one can make tokens with any other. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final Map<String, SigningKeys> byIssuer;
    private final @Nullable SigningKeys ofAnybody;

    private KeySelection(Map<String, SigningKeys> byIssuer, @Nullable SigningKeys ofAnybody) {
        this.byIssuer = byIssuer;
        this.ofAnybody = ofAnybody;
    }

    /** Keys that verify tokens of any issuer. */
    static KeySelection of(SigningKeys keys) {
        return new KeySelection(Map.of(), keys);
    }

    /** Keys that verify tokens of their own issuer only. */
    static KeySelection byIssuer(List<String> issuers, Function<String, SigningKeys> keys) {
        return new KeySelection(issuers.stream().distinct().collect(Collectors.toMap(issuer -> issuer, keys)), null);
    }

    @Override
    public List<? extends Key> selectKeys(JWSHeader header, JWTClaimsSet claims, @Nullable SecurityContext context)
            throws KeySourceException {
        SigningKeys keys = ofAnybody == null ? byIssuer.get(claims.getIssuer()) : ofAnybody;
        return keys == null || header.getKeyID() == null
                ? List.of()
                : new JWSVerificationKeySelector<>(ALGORITHMS, keys).selectJWSKeys(header, context);
    }

    @Override
    public void close() {
        byIssuer.values().forEach(SigningKeys::close);
        if (ofAnybody != null) {
            ofAnybody.close();
        }
    }
}
