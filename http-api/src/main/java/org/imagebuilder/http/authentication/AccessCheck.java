package org.imagebuilder.http.authentication;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.imagebuilder.http.errors.Fault;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets only those to an operation who have a tenant and the role for it. It knows the operation that has been found, so
 * there is no second opinion on what a path means.
 */
final class AccessCheck implements HandlerInterceptor {

    private final OpenPaths open;
    private final AccessRules rules;
    private final Tenants tenants;
    private final String basePath;

    AccessCheck(OpenPaths open, AccessRules rules, Tenants tenants, String basePath) {
        this.open = open;
        this.rules = rules;
        this.tenants = tenants;
        this.basePath = basePath;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!open.include(request)) {
            var _ = tenants.channelOf(request);
            requireRole(rules.needed().of(request.getMethod(), routeOf(request)));
        }
        return true;
    }

    private String routeOf(HttpServletRequest request) {
        String route = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return route.startsWith(basePath) ? route.substring(basePath.length()) : route;
    }

    private static void requireRole(Role needed) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !GrantedRoles.allow(caller.getAuthorities(), needed)) {
            throw new FaultException(Fault.FORBIDDEN, "this takes the role " + needed, null);
        }
    }
}
