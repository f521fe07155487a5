package org.imagebuilder.http.authentication;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imagebuilder.http.errors.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Turns away whoever has no good token, or cannot be told from them. */
record TokenRefusal(Refusals refusals) implements AuthenticationEntryPoint, AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(TokenRefusal.class);

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        if (cause instanceof KeysUnavailableException) {
            refusals.unavailable(request, response, cause);
        } else {
            log.debug("{} {} refused: {}", request.getMethod(), request.getRequestURI(), cause.getMessage());
            refusals.unauthenticated(request, response);
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        commence(request, response, failure);
    }
}
