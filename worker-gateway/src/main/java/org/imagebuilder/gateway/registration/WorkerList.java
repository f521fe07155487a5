package org.imagebuilder.gateway.registration;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.RegisteredWorker;

/** A page of the registry. */
record WorkerList(String href, String kind, List<Item> items) {

    static WorkerList of(String path, List<RegisteredWorker> workers) {
        return new WorkerList(
                path,
                "WorkerList",
                workers.stream().map(worker -> Item.of(path, worker)).toList());
    }

    /** A worker. */
    record Item(
            String href,
            UUID id,
            String kind,
            String arch,
            Instant registered_at,
            Instant heartbeat_at,
            List<Job> jobs) {

        static Item of(String path, RegisteredWorker worker) {
            return new Item(
                    path + "/" + worker.id(),
                    worker.id(),
                    "Worker",
                    worker.architecture(),
                    worker.registeredAt(),
                    worker.heartbeatAt(),
                    worker.jobs().stream().map(Job::of).toList());
        }
    }

    /** What a worker runs, its type without architecture, as everywhere in this API. */
    record Job(UUID id, String type) {

        static Job of(RegisteredWorker.RunningJob job) {
            return new Job(
                    job.id(), JobType.of(job.type()).map(JobType::wireName).orElse(job.type()));
        }
    }
}
