package org.imagebuilder.http.errors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagebuilder.http.answers.JsonText;

/** Answers requests that are turned away before anything looks for their operation. */
public final class Refusals {

    private final EnvelopeWriter own;
    private final EnvelopeWriter common;

    Refusals(EnvelopeWriter own, JsonText json) {
        this.own = own;
        this.common = new EnvelopeWriter(
                new Diagnosis(Unauthenticated.ANSWER), new ErrorBodies(Unauthenticated.ANSWER), json);
    }

    /** Without saying why: that would help those most who try. */
    public void unauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        common.write(request, response, new ApiException(Unauthenticated.ANSWER));
    }

    /** The operation may be what it likes. */
    public void forbidden(HttpServletRequest request, HttpServletResponse response, String details) throws IOException {
        own.write(request, response, new FaultException(Fault.FORBIDDEN, details, null));
    }

    /** For a while, nobody can tell whether the token is good. */
    public void unavailable(HttpServletRequest request, HttpServletResponse response, Throwable cause)
            throws IOException {
        own.write(
                request,
                response,
                new FaultException(Fault.UNAVAILABLE, "tokens cannot be verified, try again", cause));
    }
}
