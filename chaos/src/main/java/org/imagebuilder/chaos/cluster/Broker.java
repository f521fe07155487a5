package org.imagebuilder.chaos.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.imagebuilder.embedded.FreePorts;

/**
 * A Kafka broker with a listener for each client, which names the client's own proxy as its address. Whatever a broker
 * tells a client to connect to leads through the proxy then.
 */
public final class Broker extends Member {

    private static final String LOOPBACK = "127.0.0.1:";

    private final List<TcpProxy> proxies;
    private final int observers;

    private Broker(String name, List<String> arguments, Path folder, List<TcpProxy> proxies, int observers) {
        super(name, arguments, Map.of(), folder, Broker::isReady);
        this.proxies = List.copyOf(proxies);
        this.observers = observers;
    }

    private static boolean isReady(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(BrokerProcess.READY::equals);
        }
    }

    /**
     * Brokers of one cluster, not yet started.
     *
     * @param clients how many there will be
     */
    static List<Broker> cluster(Path folder, List<String> options, int size, int clients) throws IOException {
        List<Integer> controllers = FreePorts.pick(size);
        List<String> voters = new ArrayList<>();
        for (int node = 1; node <= size; node++) {
            voters.add(node + "@" + LOOPBACK + controllers.get(node - 1));
        }
        List<Broker> brokers = new ArrayList<>();
        for (int node = 1; node <= size; node++) {
            brokers.add(broker(folder, options, node, size, controllers.get(node - 1), voters, clients));
        }
        return brokers;
    }

    private static Broker broker(
            Path folder, List<String> options, int node, int size, int controller, List<String> voters, int clients)
            throws IOException {
        List<String> listeners = new ArrayList<>(List.of("CONTROLLER://" + LOOPBACK + controller));
        List<String> advertised = new ArrayList<>();
        List<String> protocols = new ArrayList<>(List.of("CONTROLLER:PLAINTEXT"));
        List<TcpProxy> proxies = new ArrayList<>();
        // two more than clients: brokers among each other, and who watches
        List<Integer> ports = FreePorts.pick(clients + 2);
        for (int listener = 0; listener < ports.size(); listener++) {
            int port = ports.get(listener);
            int told = port;
            if (listener < clients) {
                Supplier<InetSocketAddress> server =
                        () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                TcpProxy proxy = TcpProxy.start(0, server);
                proxies.add(proxy);
                told = proxy.port();
            }
            listeners.add("L" + listener + "://" + LOOPBACK + port);
            advertised.add("L" + listener + "://" + LOOPBACK + told);
            protocols.add("L" + listener + ":PLAINTEXT");
        }
        String name = "kafka-" + node;
        String copies = Integer.toString(size);
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(
                BrokerProcess.class.getName(),
                folder.resolve(name).toString(),
                "cluster.id=Y2hhb3MtY2hhb3MtY2hhbw",
                "node.id=" + node,
                "controller.quorum.voters=" + String.join(",", voters),
                "listeners=" + String.join(",", listeners),
                "advertised.listeners=" + String.join(",", advertised),
                "listener.security.protocol.map=" + String.join(",", protocols),
                "inter.broker.listener.name=L" + clients,
                "default.replication.factor=" + copies,
                "offsets.topic.replication.factor=" + copies,
                "share.coordinator.state.topic.replication.factor=" + copies));
        if (size > 1) {
            arguments.addAll(List.of("min.insync.replicas=2", "share.coordinator.state.topic.min.isr=2"));
        }
        return new Broker(name, arguments, folder, proxies, ports.getLast());
    }

    /** Where one of the clients finds it. */
    TcpProxy proxyOf(int client) {
        return proxies.get(client);
    }

    String addressFor(int client) {
        return LOOPBACK + proxyOf(client).port();
    }

    String addressForObservers() {
        return LOOPBACK + observers;
    }

    @Override
    public void close() {
        super.close();
        proxies.forEach(TcpProxy::close);
    }
}
