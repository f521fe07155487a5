package org.imagebuilder.http.authentication;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens are good, and what they say.
 *
 * @param issuers who may have made a token; without key URLs, keys are looked for at each, and hold for its tokens only
 * @param keyUrls where keys are, if not to be looked for at the issuers
 * @param caFile certificates, as PEM, that key servers are trusted by; null: those of the Java platform
 * @param audiences one of them must be the token's; empty: any will do
 * @param tenantClaims the first of them that has something in it is the tenant
 * @param accessList a file; null: everybody with a good token is let in
 * @param clockSkew how much the issuer's clock may be ahead
 */
public record JwtSettings(
        @DefaultValue List<String> issuers,
        @DefaultValue List<URI> keyUrls,
        @Nullable Path caFile,
        @DefaultValue List<String> audiences,
        @DefaultValue({"rh-org-id", "account_id"}) List<String> tenantClaims,
        @Nullable Path accessList,
        @DefaultValue("10s") Duration clockSkew,
        @DefaultValue KeySettings keys,
        @DefaultValue RoleSettings roles) {

    private static final String PREFIX = AuthenticationSettings.PREFIX + ".jwt";

    void requireComplete() {
        require(!issuers.isEmpty() || !keyUrls.isEmpty(), "issuers or %1$s.key-urls must be set");
        require(!tenantClaims.isEmpty(), "tenant-claims must not be empty");
        require(!clockSkew.isNegative(), "clock-skew must not be negative");
        keyUrls.forEach(KeyServer::requireSafe);
        if (keyUrls.isEmpty()) {
            issuers.forEach(issuer -> KeyServer.requireSafe(URI.create(issuer)));
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException((PREFIX + "." + what).formatted(PREFIX));
        }
    }
}
