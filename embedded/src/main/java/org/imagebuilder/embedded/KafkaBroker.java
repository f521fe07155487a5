package org.imagebuilder.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its controller in this process; reachable from this machine only.
 *
 * <p>The cluster's id and everything in it belong to the folder; ports are chosen anew at each start.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final String CONTROLLER = "CONTROLLER";
    private static final String CLUSTER = "cluster.id";
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final DataFolder folder;
    private final String bootstrapServers;

    private KafkaBroker(KafkaRaftServer server, DataFolder folder, String bootstrapServers) {
        this.server = server;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and waits until it serves clients.
     *
     * @param dataDir where it keeps its data; null for a temporary folder, deleted on close
     * @throws EmbeddedStartException if the folder cannot be used or the broker does not come up
     */
    public static KafkaBroker start(@Nullable Path dataDir) {
        return start(dataDir, Map.of(), List.of());
    }

    /**
     * Like {@link #start(Path)}, for clients that are not simply trusted.
     *
     * @param settings of {@code server.properties} on top of the defaults, and {@code cluster.id} for one of several
     *     brokers; clients come to the listener {@code PLAINTEXT}, whose protocol may be another one
     * @param users who can log in with SCRAM, in the notation of {@code kafka-storage.sh --add-scram}; they are made with
     *     the folder
     */
    public static KafkaBroker start(@Nullable Path dataDir, Map<String, String> settings, List<String> users) {
        DataFolder folder = DataFolder.open(dataDir, "kafka");
        try {
            return start(folder, settings, users);
        } catch (Exception failure) {
            folder.close();
            throw new EmbeddedStartException(
                    "Kafka did not start in the folder " + folder.root() + ": " + failure.getMessage(), failure);
        }
    }

    private static KafkaBroker start(DataFolder folder, Map<String, String> special, List<String> users)
            throws Exception {
        List<Integer> ports = FreePorts.pick(2);
        String address = "127.0.0.1:" + ports.getFirst();
        Properties settings = settings(folder.data(), address, "127.0.0.1:" + ports.getLast());
        settings.putAll(special);
        String cluster = (String) settings.remove(CLUSTER);
        if (folder.beginLayout()) {
            int node = Integer.parseInt(settings.getProperty("node.id"));
            layOut(folder.data(), node, cluster == null ? Uuid.randomUuid().toString() : cluster, users);
        }
        var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        try {
            server.startup();
        } catch (Exception failure) {
            server.shutdown();
            throw failure;
        }
        folder.endLayout();
        return new KafkaBroker(server, folder, address);
    }

    private static void layOut(Path data, int node, String cluster, List<String> users) throws Exception {
        new Formatter()
                .setScramArguments(users)
                .setNodeId(node)
                .setClusterId(cluster)
                .setControllerListenerName(CONTROLLER)
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Properties settings(Path data, String broker, String controller) {
        var settings = new Properties();
        settings.putAll(BrokerSettings.singleNode());
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", String.valueOf(NODE));
        settings.setProperty("controller.quorum.voters", NODE + "@" + controller);
        settings.setProperty("controller.listener.names", CONTROLLER);
        settings.setProperty("listeners", "PLAINTEXT://" + broker + "," + CONTROLLER + "://" + controller);
        settings.setProperty("advertised.listeners", "PLAINTEXT://" + broker);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.setProperty("log.dirs", data.toString());
        return settings;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Hands everything to the disk and stops. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }
}
