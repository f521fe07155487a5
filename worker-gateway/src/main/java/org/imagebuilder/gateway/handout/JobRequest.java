package org.imagebuilder.gateway.handout;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagebuilder.gateway.errors.WorkerError;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.requests.UuidText;
import org.imagebuilder.jobtypes.Architecture;
import org.imagebuilder.jobtypes.JobType;
import org.imagebuilder.queue.lanes.Lane;
import org.jspecify.annotations.Nullable;

/**
 * What a worker asks for.
 *
 * @param types the job types it can run; null for none
 * @param arch its architecture
 * @param workerId the id it is registered under, if it is
 */
record JobRequest(
        @Nullable List<@Nullable String> types,
        @Nullable String arch,
        @JsonProperty("worker_id") @Nullable String workerId) {

    @Nullable UUID worker() {
        return workerId == null
                ? null
                : UuidText.read(workerId).orElseThrow(() -> new ApiException(WorkerError.MALFORMED_WORKER_ID));
    }

    /**
     * Where the worker has to wait. Types and architectures that nobody knows have no lane: waiting for them is allowed,
     * but must not make topics.
     */
    Set<Lane> lanes(String channel) {
        Set<Lane> lanes = new HashSet<>();
        for (String name : types == null ? List.<String>of() : types) {
            JobType type = name == null ? null : JobType.named(name).orElse(null);
            if (type == null) {
                continue;
            }
            if (!type.requestable()) {
                throw new ApiException(WorkerError.INVALID_JOB_TYPE);
            }
            if (!type.boundToArchitecture()) {
                lanes.add(new Lane(channel, type.wireName()));
            } else if (arch != null && Architecture.of(arch).isPresent()) {
                lanes.add(new Lane(channel, type.storedType(arch)));
            }
        }
        return lanes;
    }

    /** The architecture that some of the jobs it asks for are bound to; empty if none of them is. */
    String boundTo() {
        return types != null
                        && types.stream()
                                .flatMap(name -> name == null ? Stream.empty() : JobType.named(name).stream())
                                .anyMatch(JobType::boundToArchitecture)
                ? Optional.ofNullable(arch)
                        .flatMap(Architecture::of)
                        .map(Architecture::wireName)
                        .orElse("")
                : "";
    }
}
