package org.imagebuilder.http.authentication;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.imagebuilder.http.accesslist.WatchedAccessList;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Makes the decoder that accepts good tokens and no others. */
final class TokenDecoder {

    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

    private static final OAuth2Error NOT_ADMITTED =
            new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "the access list does not admit it", null);

    private TokenDecoder() {}

    static JwtDecoder of(KeySelection keys, ClaimRules rules, WatchedAccessList list) {
        var processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWTClaimsSetAwareJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier(rules);
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setClaimSetConverter(withoutEndlessExpiry(MappedJwtClaimSetConverter.withDefaults(Map.of())));
        decoder.setJwtValidator(token -> list.admits(token.getClaims())
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(NOT_ADMITTED));
        return decoder;
    }

    /** An expiry of zero stands for none, and would otherwise be a time before that of the token's issue. */
    private static Converter<Map<String, Object>, Map<String, Object>> withoutEndlessExpiry(
            Converter<Map<String, Object>, Map<String, Object>> rest) {
        return claims -> {
            Map<String, Object> converted = new HashMap<>(rest.convert(claims));
            converted.computeIfPresent(
                    JwtClaimNames.EXP,
                    (_, expires) -> expires instanceof Instant time && ClaimRules.neverExpires(time) ? null : expires);
            return converted;
        };
    }
}
