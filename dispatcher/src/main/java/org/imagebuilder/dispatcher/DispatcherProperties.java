package org.imagebuilder.dispatcher;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the dispatcher looks for what got lost, and how long it leaves things alone.
 *
 * @param group consumer group that the dispatchers of one database share
 * @param relayInterval pause between two looks for new events
 * @param sweepInterval pause between two looks for references that were left behind
 * @param healInterval pause between two looks into the lanes
 * @param healAge a job must have been ready, or waiting for nothing, this long before it counts as lost
 * @param watchInterval pause between two looks for silent jobs
 * @param jobTimeout a running job without heartbeat for this long has lost its worker
 * @param jobRetries how often a job may lose its worker and still run again
 * @param workerWatchInterval pause between two looks for silent workers
 * @param workerTimeout a worker from which nothing was heard for this long, nor of its jobs, is removed
 */
@ConfigurationProperties("imagebuilder.dispatcher")
public record DispatcherProperties(
        @DefaultValue("imagebuilder.dispatcher") String group,
        @DefaultValue("50ms") Duration relayInterval,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("10s") Duration healInterval,
        @DefaultValue("30s") Duration healAge,
        @DefaultValue("30s") Duration watchInterval,
        @DefaultValue("2m") Duration jobTimeout,
        @DefaultValue("2") int jobRetries,
        @DefaultValue("5m") Duration workerWatchInterval,
        @DefaultValue("5m") Duration workerTimeout) {}
