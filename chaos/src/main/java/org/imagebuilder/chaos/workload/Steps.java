package org.imagebuilder.chaos.workload;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.imagebuilder.chaos.cluster.Service;

/** Tells when the next job comes to a step. */
public final class Steps {

    private final Map<Step, CompletableFuture<Service>> awaited = new EnumMap<>(Step.class);

    /** The service that takes part in the step, as soon as some job comes to it. */
    public synchronized CompletableFuture<Service> next(Step step) {
        return awaited.computeIfAbsent(step, _ -> new CompletableFuture<>());
    }

    void reached(Step step, Service service) {
        CompletableFuture<Service> waiting;
        synchronized (this) {
            waiting = awaited.remove(step);
        }
        if (waiting != null) {
            waiting.complete(service);
        }
    }
}
