package org.imagebuilder.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are stored together or not at all.
 *
 * @param channel the tenant's channel; empty without authentication
 * @param compose the compose they make up; null for jobs of no compose
 * @param jobs in any order; a dependency may also be a job stored earlier
 */
public record JobGraph(String channel, @Nullable NewCompose compose, List<NewJob> jobs, Origin origin) {

    public JobGraph {
        jobs = List.copyOf(jobs);
    }
}
