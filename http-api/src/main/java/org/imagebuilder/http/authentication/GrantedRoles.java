package org.imagebuilder.http.authentication;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.imagebuilder.http.claims.ClaimPath;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** Reads a token's roles. */
final class GrantedRoles implements Converter<Jwt, Collection<GrantedAuthority>> {

    private final List<ClaimPath> claims;
    private final RoleSettings names;

    GrantedRoles(RoleSettings settings) {
        this.claims = settings.claims().stream().map(ClaimPath::new).toList();
        this.names = settings;
    }

    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        return Arrays.stream(Role.values())
                .filter(role -> isGranted(role, token.getClaims()))
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isGranted(Role role, Map<String, Object> token) {
        return claims.isEmpty()
                || claims.stream().anyMatch(claim -> !Collections.disjoint(claim.words(token), names.namesOf(role)));
    }

    /** Whether somebody with these authorities may do what takes this role. */
    static boolean allow(Collection<? extends GrantedAuthority> granted, Role needed) {
        List<String> sufficient = List.of(needed.authority(), Role.ADMIN.authority());
        return granted.stream().anyMatch(authority -> sufficient.contains(authority.getAuthority()));
    }
}
