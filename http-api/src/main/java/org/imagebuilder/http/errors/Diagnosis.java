package org.imagebuilder.http.errors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Finds the answer to a failure. Texts of unexpected failures stay in the log: they may hold anything. */
final class Diagnosis {

    private final ErrorDialect dialect;

    Diagnosis(ErrorDialect dialect) {
        this.dialect = dialect;
    }

    ErrorAnswer of(Throwable failure) {
        if (comesFromUnavailability(failure)) {
            return failure instanceof ApiException e
                    ? new ErrorAnswer(e.error(), HttpStatus.SERVICE_UNAVAILABLE, e.details(), null)
                    : of(Fault.UNAVAILABLE, "a part of the service is not reachable, try again");
        }
        return switch (failure) {
            case ApiException e -> new ErrorAnswer(e.error(), e.error().status(), e.details(), null);
            case FaultException e -> of(e.fault(), e.details(), e.retryAfter());
            case NoHandlerFoundException _, NoResourceFoundException _, HttpRequestMethodNotSupportedException _ ->
                of(Fault.NO_SUCH_RESOURCE, null);
            case HttpMediaTypeNotSupportedException _ -> of(Fault.MEDIA_TYPE, null);
            case HttpMessageNotReadableException _ -> of(Fault.UNREADABLE_BODY, null);
            case MethodArgumentTypeMismatchException e ->
                of(Fault.BAD_PARAMETER, "Invalid format for parameter " + e.getName());
            case MissingServletRequestParameterException e ->
                of(Fault.BAD_PARAMETER, "Missing parameter " + e.getParameterName());
            case ErrorResponse e when e.getStatusCode().is4xxClientError() -> of(e.getStatusCode());
            default -> of(Fault.UNEXPECTED, "unexpected failure, its cause is in the log under the operation id");
        };
    }

    /** For failures that left nothing but a status, which are those inside the HTTP server. */
    ErrorAnswer of(HttpStatusCode status) {
        return switch (status.value()) {
            case 404, 405 -> of(Fault.NO_SUCH_RESOURCE, null);
            case 413 -> of(Fault.BODY_TOO_LARGE, null);
            case 415 -> of(Fault.MEDIA_TYPE, null);
            case 501, 505 -> of(Fault.BAD_REQUEST, null); // transfer encodings and versions of HTTP that nobody offers
            case 503 -> of(Fault.UNAVAILABLE, null);
            default -> of(status.is4xxClientError() ? Fault.BAD_REQUEST : Fault.UNEXPECTED, null);
        };
    }

    private ErrorAnswer of(Fault fault, @Nullable String details) {
        return of(fault, details, null);
    }

    private ErrorAnswer of(Fault fault, @Nullable String details, @Nullable Duration retryAfter) {
        ApiError error = dialect.errorFor(fault);
        return new ErrorAnswer(error, fault.statusFor(error), details, retryAfter);
    }

    private static boolean comesFromUnavailability(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DataAccessResourceFailureException _,
                        RecoverableDataAccessException _,
                        TransientDataAccessException _,
                        CannotCreateTransactionException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
