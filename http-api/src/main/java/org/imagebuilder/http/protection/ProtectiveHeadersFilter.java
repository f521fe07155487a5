package org.imagebuilder.http.protection;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sets {@link ProtectiveHeaders} first, so that whoever answers may replace one. */
final class ProtectiveHeadersFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ProtectiveHeaders.writeTo(request, response);
        chain.doFilter(request, response);
    }
}
