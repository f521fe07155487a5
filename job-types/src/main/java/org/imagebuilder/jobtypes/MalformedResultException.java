package org.imagebuilder.jobtypes;

/** A worker's result that is no JSON, or says something else than results of its kind may. */
public final class MalformedResultException extends RuntimeException {

    MalformedResultException(String message) {
        super(message);
    }

    MalformedResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
