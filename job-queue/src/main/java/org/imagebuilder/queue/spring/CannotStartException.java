package org.imagebuilder.queue.spring;

import org.jspecify.annotations.Nullable;

/** What a service was given keeps it from starting. The message is for whoever started it, and all they need. */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStartException(String message) {
        this(message, null);
    }

    public CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
