package org.imagebuilder.composer.tenancy;

import java.util.List;
import java.util.UUID;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.http.requests.Channel;
import org.imagebuilder.queue.JobSnapshot;
import org.imagebuilder.queue.Jobs;
import org.springframework.stereotype.Component;

/** The jobs of one tenant. Those of others answer like unknown ones, so that nobody learns which ids exist. */
@Component
public final class TenantJobs {

    private final Jobs jobs;

    TenantJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * One job.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the tenant has no such job
     */
    public JobSnapshot find(UUID id, Channel channel) {
        return jobs.find(id)
                .filter(job -> job.channel().equals(channel.name()))
                .orElseThrow(ComposerError.COMPOSE_NOT_FOUND::plain);
    }

    /**
     * A job with everything it depends on, directly or not.
     *
     * @return the job first
     * @throws org.imagebuilder.http.errors.ApiException if the tenant has no such job
     */
    public List<JobSnapshot> withDependencies(UUID id, Channel channel) {
        List<JobSnapshot> tree = jobs.withDependencies(id);
        if (tree.isEmpty() || !tree.getFirst().channel().equals(channel.name())) {
            throw ComposerError.COMPOSE_NOT_FOUND.plain();
        }
        return tree;
    }
}
