package org.imagebuilder.gateway.progress;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.http.requests.UuidText;
import org.imagebuilder.queue.Handle;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The token in the path of a request, in the hands of the request's tenant. As the first argument of an operation it is
 * checked before any body is read.
 */
public record JobToken(Handle handle) {

    static JobToken in(HttpServletRequest request, Channel channel) {
        boolean asksOnly = request.getMethod().equals("GET");
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("token") instanceof String text
                ? UuidText.read(text)
                        .map(token -> new JobToken(new Handle(token, channel.name())))
                        .orElseThrow(() ->
                                new ApiException(asksOnly ? WorkerError.MALFORMED_TOKEN : WorkerError.MALFORMED_JOB_ID))
                : missing();
    }

    private static JobToken missing() {
        throw new IllegalStateException("the path has no token");
    }

    @Override
    public String toString() {
        return handle.token().toString();
    }
}
