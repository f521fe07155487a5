package org.imagebuilder.http.authentication;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token has to say, beside being signed.
 *
 * @param ahead how much the clocks of issuers may be
 * @param issuers one of them must have made it; any, if empty
 * @param audiences it must be meant for one of them; for anybody, if empty
 */
record ClaimRules(Clock clock, Duration ahead, List<String> issuers, List<String> audiences)
        implements JWTClaimsSetVerifier<SecurityContext> {

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
        Instant now = clock.instant();
        Instant issued = time("iat", claims.getIssueTime());
        Instant expires = time("exp", claims.getExpirationTime());
        require(neverExpires(expires) || now.isBefore(expires), "it has expired");
        require(!issued.isAfter(now.plus(ahead)), "it is from the future");
        Date begin = claims.getNotBeforeTime();
        require(begin == null || !begin.toInstant().isAfter(now.plus(ahead)), "it is not valid yet");
        Object type = claims.getClaim("typ");
        require(type == null || "bearer".equalsIgnoreCase(type.toString()), "its typ is another");
        Object impersonated = claims.getClaim("impersonated");
        require(impersonated == null || Boolean.FALSE.equals(impersonated), "it is impersonated");
        require(issuers.isEmpty() || issuers.contains(claims.getIssuer()), "its issuer is another");
        require(
                audiences.isEmpty() || !Collections.disjoint(claims.getAudience(), audiences),
                "it is meant for somebody else");
    }

    static boolean neverExpires(Instant expires) {
        return expires.equals(Instant.EPOCH);
    }

    private static Instant time(String name, @Nullable Date time) throws BadJWTException {
        if (time == null) {
            throw new BadJWTException(name + " is missing");
        }
        return time.toInstant();
    }

    private static void require(boolean condition, String otherwise) throws BadJWTException {
        if (!condition) {
            throw new BadJWTException(otherwise);
        }
    }
}
