package org.imagebuilder.queue;

import java.util.UUID;

/** A job was asked for in the name of a worker that is not registered. */
public final class UnknownWorkerException extends RuntimeException {

    public UnknownWorkerException(UUID worker) {
        super("no worker " + worker);
    }
}
