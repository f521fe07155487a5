package org.imagebuilder.http.tenants;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagebuilder.http.claims.ClaimPath;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.errors.ErrorDialect;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Takes the tenant from the token that the request was authenticated by.
 *
 * @param claims the first of them that has something in it names the tenant
 */
public record TokenTenants(List<ClaimPath> claims, ErrorDialect dialect) implements Tenants {

    private static final String PREFIX = "org-";
    /** It becomes a label, a part of log lines and a column. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,255}");

    @Override
    public Channel channelOf(HttpServletRequest request) {
        return tenant().filter(name -> NAME.matcher(name).matches())
                .map(name -> new Channel(PREFIX + name))
                .orElseThrow(() -> new ApiException(dialect.errorFor(Fault.NO_TENANT)));
    }

    private Optional<String> tenant() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken bearer
                ? claims.stream()
                        .flatMap(claim -> claim.string(bearer.getTokenAttributes()).stream())
                        .findFirst()
                : Optional.empty();
    }
}
