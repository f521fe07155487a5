package org.imagebuilder.gateway.handout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.IntConsumer;
import org.imagebuilder.http.metrics.Measurement;
import org.imagebuilder.http.requests.RequestIds;

/**
 * What is still needed of a request for a job when its answer is written, long after the request itself is forgotten.
 *
 * @param architecture the worker's; empty if it asked for no job that is bound to one
 * @param answered told of the status that the worker got
 */
record Asked(RequestIds ids, String architecture, IntConsumer answered) {

    static Asked in(HttpServletRequest request, RequestIds ids, JobRequest wanted) {
        return new Asked(ids, wanted.boundTo(), Measurement.answeredLater(request));
    }
}
