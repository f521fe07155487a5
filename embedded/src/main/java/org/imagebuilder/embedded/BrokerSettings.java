package org.imagebuilder.embedded;

import java.util.Map;
import java.util.TreeMap;

/** Broker settings of every single-node Kafka here, be it embedded or in a container. */
public final class BrokerSettings {

    private BrokerSettings() {}

    /** By the names of {@code server.properties}. */
    public static Map<String, String> singleNode() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");

        // Internal topics: one node holds the only copy, and few clients need few partitions.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");

        // A group's first join takes one to two heartbeats; the defaults of five seconds would be felt.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.share.min.heartbeat.interval.ms", "250");
        settings.put("group.share.heartbeat.interval.ms", "500");
        settings.put("group.share.min.session.timeout.ms", "5000");
        settings.put("group.share.session.timeout.ms", "15000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "250");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        settings.put("group.consumer.min.session.timeout.ms", "5000");
        settings.put("group.consumer.session.timeout.ms", "15000");

        // Records of an answer that is lost with its connection wait until their lock expires; half a minute by
        // default.
        // Locks that expire while a claim waits for the database count as deliveries.
        settings.put("group.share.min.record.lock.duration.ms", "1000");
        settings.put("group.share.record.lock.duration.ms", "5000");
        settings.put("group.share.delivery.count.limit", "10");

        // The cleaner alone would take 128 MiB, and every index of every lane 10 MiB of address space.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }
}
