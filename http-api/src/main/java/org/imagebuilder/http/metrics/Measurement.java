package org.imagebuilder.http.metrics;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerMapping;

/** The measuring of one request, from when it came in until it is answered. */
public final class Measurement {

    private static final String ATTRIBUTE = Measurement.class.getName();

    /** Anybody can invent more, and each would become a time series. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final long begin = System.nanoTime();
    private final List<ServedRequestListener> listeners;
    private final Route nowhere;
    private boolean postponed;

    private Measurement(List<ServedRequestListener> listeners, Route nowhere) {
        this.listeners = listeners;
        this.nowhere = nowhere;
    }

    static Measurement begin(HttpServletRequest request, List<ServedRequestListener> listeners, Route nowhere) {
        var measurement = new Measurement(listeners, nowhere);
        request.setAttribute(ATTRIBUTE, measurement);
        return measurement;
    }

    /**
     * For an operation that answers a request after it has returned. To be called before it returns, since servers use
     * request objects again.
     *
     * @return to be given the status of the answer, once, when it is out
     */
    public static IntConsumer answeredLater(HttpServletRequest request) {
        if (!(request.getAttribute(ATTRIBUTE) instanceof Measurement measurement)) {
            return _ -> {}; // nobody measures it
        }
        measurement.postponed = true;
        return measurement.of(request);
    }

    void end(HttpServletRequest request, int status) {
        if (!postponed) {
            of(request).accept(status);
        }
    }

    private IntConsumer of(HttpServletRequest request) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        Route route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? new Route(pattern)
                : nowhere;
        String tenant = TenantNote.of(request);
        return status -> {
            if (status != HttpStatus.UNAUTHORIZED.value()) {
                var served =
                        new ServedRequest(method, route, status, tenant, Duration.ofNanos(System.nanoTime() - begin));
                listeners.forEach(listener -> listener.served(served));
            }
        };
    }
}
