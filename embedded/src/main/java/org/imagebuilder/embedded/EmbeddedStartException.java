package org.imagebuilder.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server could not start; the message says why in one line and names the folder. */
public final class EmbeddedStartException extends RuntimeException {

    EmbeddedStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
