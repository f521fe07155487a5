package org.imagebuilder.http.errors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers whatever leaves a controller, or the search for one, as an exception. */
final class EnvelopeResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(EnvelopeResolver.class);

    private final EnvelopeWriter writer;

    EnvelopeResolver(EnvelopeWriter writer) {
        this.writer = writer;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof ClientAbortException || failure instanceof AsyncRequestNotUsableException) {
            log.debug("client of {} went away", request.getRequestURI(), failure);
            return new ModelAndView();
        }
        if (failure instanceof CloseNowException) {
            return null; // for the server, which closes the connection
        }
        if (response.isCommitted() && !hasError(response)) {
            // what is thrown at the server ends the connection: nobody takes half an answer for a whole one
            throw new IllegalStateException("an answer broke off", failure);
        }
        try {
            writer.write(request, response, failure);
        } catch (IOException gone) {
            log.debug("nobody there to take the error of {}", request.getRequestURI(), gone);
        }
        return new ModelAndView();
    }

    /** To the server, an answer is committed also when it has found a mistake in the request and has yet to say so. */
    private static boolean hasError(HttpServletResponse response) {
        return response.getStatus() >= HttpStatus.BAD_REQUEST.value();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
