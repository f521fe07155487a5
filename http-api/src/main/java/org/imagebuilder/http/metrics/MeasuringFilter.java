package org.imagebuilder.http.metrics;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Stands before all that answers requests, and tells the listeners what came of each. */
final class MeasuringFilter extends HttpFilter {

    private final List<ServedRequestListener> listeners;
    private final Route nowhere;

    /** @param nowhere stands for all paths that nothing is offered at */
    MeasuringFilter(List<ServedRequestListener> listeners, Route nowhere) {
        this.listeners = listeners;
        this.nowhere = nowhere;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Measurement measurement = Measurement.begin(request, listeners, nowhere);
        int status = HttpStatus.INTERNAL_SERVER_ERROR.value(); // what the server makes of anything thrown
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            measurement.end(request, status);
        }
    }
}
