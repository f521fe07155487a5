package org.imagebuilder.http.requests;

import com.github.f4b6a3.ksuid.KsuidCreator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a request. Controllers get it as an argument. What clients send reaches it only in the shape described
 * here, so it may go to logs and events as it is.
 *
 * @param operationId made for this request: a KSUID, 27 letters and digits
 * @param externalId header {@code X-External-Id}: up to 128 visible ASCII characters
 * @param traceId the trace id of the W3C header {@code traceparent}: 32 hex digits in lower case
 */
public record RequestIds(
        String operationId,
        @Nullable String externalId,
        @Nullable String traceId) {

    private static final String ATTRIBUTE = RequestIds.class.getName();
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    /** The id that ties the consequences of this request to what its sender knows. */
    public String correlationId() {
        return externalId == null ? operationId : externalId;
    }

    /** The ids of this request; makes them if no filter has seen it. */
    public static RequestIds of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestIds known) {
            return known;
        }
        var made = new RequestIds(
                KsuidCreator.getKsuid().toString(),
                externalIdIn(request.getHeader("X-External-Id")),
                traceIdIn(request.getHeader("traceparent")));
        request.setAttribute(ATTRIBUTE, made);
        return made;
    }

    private static @Nullable String externalIdIn(@Nullable String header) {
        return header != null && EXTERNAL_ID.matcher(header).matches() ? header : null;
    }

    private static @Nullable String traceIdIn(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher parts = TRACE_PARENT.matcher(header);
        return parts.matches() ? parts.group(1) : null;
    }
}
