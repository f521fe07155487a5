package org.imagebuilder.queue.outbox;

import java.time.Duration;

/**
 * How topics are created. Existing topics are left as they are.
 *
 * @param replicationFactor copies of each record; 3 in a cluster
 * @param eventPartitions upper bound of dispatchers that share the work
 * @param lanePartitions 1 keeps a lane's jobs in order
 */
public record TopicSettings(
        short replicationFactor,
        int eventPartitions,
        Duration eventRetention,
        int lanePartitions,
        Duration laneRetention) {

    /** For a single broker. */
    public static final TopicSettings SINGLE_BROKER =
            new TopicSettings((short) 1, 6, Duration.ofDays(30), 1, Duration.ofDays(7));
}
