package org.imagebuilder.queue;

/** A new job depends on one that does not exist; nothing was stored. */
public final class UnknownDependencyException extends RuntimeException {

    public UnknownDependencyException(Throwable cause) {
        super("a dependency does not exist", cause);
    }
}
