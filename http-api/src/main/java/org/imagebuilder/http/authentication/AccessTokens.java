package org.imagebuilder.http.authentication;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Finds the token in a request: in the header, or else in the cookie. Without one, only open paths go on. */
record AccessTokens(OpenPaths open) implements AuthenticationConverter {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");
    private static final String COOKIE = "cs_jwt";
    /** Sent by browsers, and cannot be changed by what runs in them. */
    private static final String FROM = "Sec-Fetch-Site";

    private static final List<String> OTHER_SITES = List.of("cross-site", "same-site");

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        return open.include(request)
                ? null
                : new BearerTokenAuthenticationToken(
                        find(request).orElseThrow(() -> new InvalidBearerTokenException("there is no token")));
    }

    private static Optional<String> find(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        return switch (headers.size()) {
            case 0 -> inCookie(request);
            case 1 ->
                Optional.of(BEARER.matcher(headers.getFirst()))
                        .filter(Matcher::matches)
                        .map(header -> header.group(1));
            default -> Optional.empty();
        };
    }

    /** A browser adds it also to what other sites make it send. */
    private static Optional<String> inCookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null || OTHER_SITES.contains(String.valueOf(request.getHeader(FROM)))) {
            return Optional.empty();
        }
        List<String> found = Arrays.stream(cookies)
                .flatMap(cookie -> cookie.getName().equals(COOKIE) ? Stream.of(cookie.getValue()) : Stream.empty())
                .toList();
        return found.size() == 1 && !found.getFirst().isEmpty() ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
