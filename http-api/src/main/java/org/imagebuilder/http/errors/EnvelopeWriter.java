package org.imagebuilder.http.errors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagebuilder.http.answers.JsonText;
import org.imagebuilder.http.protection.ProtectiveHeaders;
import org.imagebuilder.http.requests.RequestIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** The one place that answers with an error. */
final class EnvelopeWriter {

    private static final Logger log = LoggerFactory.getLogger(EnvelopeWriter.class);

    private final Diagnosis diagnosis;
    private final ErrorBodies bodies;
    private final JsonText json;

    EnvelopeWriter(Diagnosis diagnosis, ErrorBodies bodies, JsonText json) {
        this.diagnosis = diagnosis;
        this.bodies = bodies;
        this.json = json;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        ErrorAnswer answer = diagnosis.of(failure);
        RequestIds ids = RequestIds.of(request);
        if (failure instanceof FaultException refusal && refusal.isOverload()) {
            log.debug("{} {} refused: {}", request.getMethod(), request.getRequestURI(), refusal.details());
        } else if (answer.mayPass()) {
            log.warn(
                    "{} {} not possible now: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    NestedExceptionUtils.getMostSpecificCause(failure).toString());
        } else if (failure instanceof ApiException known && known.getCause() == null) {
            if (answer.isOurFault()) {
                log.warn(
                        "{} {} answered with error {}, operation {}",
                        request.getMethod(),
                        request.getRequestURI(),
                        known.error().number(),
                        ids.operationId());
            }
        } else if (answer.isOurFault()) {
            log.error(
                    "{} {} failed, operation {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    ids.operationId(),
                    failure);
        }
        write(request, response, answer, ids);
    }

    void write(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status) throws IOException {
        write(request, response, diagnosis.of(status), RequestIds.of(request));
    }

    private void write(HttpServletRequest request, HttpServletResponse response, ErrorAnswer answer, RequestIds ids)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        ProtectiveHeaders.writeTo(request, response);
        response.setStatus(answer.status().value());
        if (answer.retryAfter() != null) {
            long seconds = answer.retryAfter().plusMillis(999).toSeconds();
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        if (answer.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, Unauthenticated.CHALLENGE);
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        byte[] body = json.bytes(bodies.raise(answer, ids), JsonText.wantsPretty(request));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
