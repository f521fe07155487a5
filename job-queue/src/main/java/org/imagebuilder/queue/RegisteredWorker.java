package org.imagebuilder.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A worker as the registry shows it.
 *
 * @param heartbeatAt its last sign of life, be it its own or one of a job it runs
 * @param jobs what it runs at the moment, longest first
 */
public record RegisteredWorker(
        UUID id, String architecture, Instant registeredAt, Instant heartbeatAt, List<RunningJob> jobs) {

    public RegisteredWorker {
        jobs = List.copyOf(jobs);
    }

    /** A job that a worker has, with its type as it is stored. */
    public record RunningJob(UUID id, String type) {}
}
