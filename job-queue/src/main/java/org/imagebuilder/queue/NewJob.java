package org.imagebuilder.queue;

import java.util.List;
import java.util.UUID;

/**
 * A job to be stored.
 *
 * @param id a UUIDv7, see {@link Ids#next()}
 * @param type what workers ask for, with the architecture after a colon where the type is bound to one
 * @param arguments JSON, handed to the worker as it is; {@code null} the JSON literal stands for none
 * @param dependencies jobs that must finish first, in the order in which their results become arguments
 */
public record NewJob(UUID id, String type, String arguments, List<UUID> dependencies) {

    public NewJob {
        dependencies = List.copyOf(dependencies);
    }

    /** Without the arguments, which may hold secrets. */
    @Override
    public String toString() {
        return "NewJob[" + id + ", " + type + "]";
    }
}
