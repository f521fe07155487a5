package org.imagebuilder.queue.spring;

import java.time.Duration;
import java.util.Map;
import org.imagebuilder.queue.outbox.TopicSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that all services share.
 *
 * @param retention how long jobs and composes are kept
 * @param retentionByTenant the same for the tenants of these channels, where it is another time
 * @param outboxGrace a reference to a ready job that is older and not in its lane was left behind by a process that died
 */
@ConfigurationProperties("imagebuilder.queue")
public record QueueProperties(
        @DefaultValue("14d") Duration retention,
        @DefaultValue Map<String, Duration> retentionByTenant,
        @DefaultValue("5s") Duration outboxGrace,
        @DefaultValue TopicProperties topics) {

    public QueueProperties {
        requirePositive("retention", retention);
        retentionByTenant.forEach((channel, time) -> requirePositive("retention-by-tenant." + channel, time));
        retentionByTenant = Map.copyOf(retentionByTenant);
    }

    private static void requirePositive(String property, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(
                    "imagebuilder.queue." + property + " must be a positive time, not " + time);
        }
    }

    /** How long what belongs to a channel is kept. */
    Duration retentionOf(String channel) {
        return retentionByTenant.getOrDefault(channel, retention);
    }

    /**
     * How topics are created; existing ones are left as they are.
     *
     * @param replicationFactor copies of each record
     * @param eventPartitions upper bound of dispatchers that share the work
     * @param lanePartitions more than one spreads a lane over brokers, at the price of its order
     */
    public record TopicProperties(
            @DefaultValue("1") short replicationFactor,
            @DefaultValue("6") int eventPartitions,
            @DefaultValue("30d") Duration eventRetention,
            @DefaultValue("1") int lanePartitions,
            @DefaultValue("7d") Duration laneRetention) {

        TopicSettings settings() {
            return new TopicSettings(replicationFactor, eventPartitions, eventRetention, lanePartitions, laneRetention);
        }
    }
}
