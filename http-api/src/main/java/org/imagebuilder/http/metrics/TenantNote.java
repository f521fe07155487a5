package org.imagebuilder.http.metrics;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.web.servlet.HandlerInterceptor;

/** Notes whose request it is while that is known: the filter stands outside of authentication. */
final class TenantNote implements HandlerInterceptor {

    private static final String ATTRIBUTE = TenantNote.class.getName();

    private final Tenants tenants;

    TenantNote(Tenants tenants) {
        this.tenants = tenants;
    }

    /** Empty if nobody is known. */
    static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String tenant ? tenant : "";
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        try {
            request.setAttribute(ATTRIBUTE, tenants.channelOf(request).name());
        } catch (ApiException _) {
            // it belongs to nobody; whether that matters is up to the operation
        }
        return true;
    }
}
