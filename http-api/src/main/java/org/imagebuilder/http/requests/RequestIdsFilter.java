package org.imagebuilder.http.requests;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** Gives each request its ids, and its log lines too: {@code operation_id}, {@code external_id}, {@code trace_id}. */
final class RequestIdsFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestIds ids = RequestIds.of(request);
        MDC.put("operation_id", ids.operationId());
        if (ids.externalId() != null) {
            MDC.put("external_id", ids.externalId());
        }
        if (ids.traceId() != null) {
            MDC.put("trace_id", ids.traceId());
        }
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.clear(); // connection threads are reused
        }
    }
}
