package org.imagebuilder.http.metrics;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Stands before all that answers requests, and tells the listeners what came of each. */
final class MeasuringFilter extends OncePerRequestFilter {

    /** Anybody can invent more, and each would become a time series. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final List<ServedRequestListener> listeners;
    private final Route nowhere;

    /** @param nowhere stands for all paths that nothing is offered at */
    MeasuringFilter(List<ServedRequestListener> listeners, Route nowhere) {
        this.listeners = listeners;
        this.nowhere = nowhere;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begin = System.nanoTime();
        int status = HttpStatus.INTERNAL_SERVER_ERROR.value(); // what the server makes of anything thrown
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            if (status != HttpStatus.UNAUTHORIZED.value()) {
                tell(request, status, Duration.ofNanos(System.nanoTime() - begin));
            }
        }
    }

    private void tell(HttpServletRequest request, int status, Duration duration) {
        var served = new ServedRequest(
                METHODS.contains(request.getMethod()) ? request.getMethod() : "other",
                request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                        ? new Route(pattern)
                        : nowhere,
                status,
                TenantNote.of(request),
                duration);
        listeners.forEach(listener -> listener.served(served));
    }
}
