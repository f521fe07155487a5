package org.imagebuilder.http.errors;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;

/** Answers what fails outside of Spring: malformed requests, filters. Takes the place of Tomcat's HTML page. */
final class EnvelopeValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(EnvelopeValve.class);

    private final EnvelopeWriter writer;

    EnvelopeValve(EnvelopeWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var canWrite = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, canWrite);
        if (!canWrite.get()) {
            return;
        }
        try {
            if (failure == null || response.getStatus() < 500) { // the server knows whose mistake it was
                writer.write(request, response, HttpStatusCode.valueOf(response.getStatus()));
            } else {
                writer.write(request, response, failure);
            }
            response.finishResponse();
        } catch (IOException gone) {
            log.debug("nobody there to take the error", gone);
        }
    }
}
