package org.imagebuilder.http.errors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** Spring answers HEAD and OPTIONS on its own for whatever path has a GET; these APIs offer neither. */
final class RoutedMethodsFilter extends HttpFilter {

    private static final Set<String> ROUTED = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final EnvelopeWriter writer;

    RoutedMethodsFilter(EnvelopeWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ROUTED.contains(request.getMethod())) {
            chain.doFilter(request, response);
        } else {
            writer.write(request, response, HttpStatus.NOT_FOUND);
        }
    }
}
