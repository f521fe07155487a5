package org.imagebuilder.chaos.cluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagebuilder.embedded.FreePorts;

/** One replica of a service, with proxies between it and everything else. */
public final class Service extends Member {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int TIMEOUT_MILLIS = 2_000;

    private record Proxies(TcpProxy requests, TcpProxy database, List<TcpProxy> kafka) {}

    private final Kind kind;
    private final Proxies proxies;
    private final Optional<Path> clock;

    private Service(
            Kind kind,
            String name,
            List<String> arguments,
            Map<String, String> environment,
            Path folder,
            int management,
            Proxies proxies,
            Optional<Path> clock) {
        super(name, arguments, environment, folder, _ -> answers(management));
        this.kind = kind;
        this.proxies = proxies;
        this.clock = clock;
    }

    /**
     * Not yet started.
     *
     * @param number among all services; chooses its listener at the brokers
     */
    static Service of(
            Kind kind,
            int replica,
            int number,
            Path folder,
            List<String> options,
            List<String> settings,
            Postgres postgres,
            List<Broker> brokers)
            throws IOException {
        String name = kind.label() + "-" + replica;
        List<Integer> ports = FreePorts.pick(2);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getFirst());
        TcpProxy requests = TcpProxy.start(0, () -> address);
        TcpProxy database = TcpProxy.start(0, postgres::address);
        List<TcpProxy> kafka =
                brokers.stream().map(broker -> broker.proxyOf(number)).toList();
        List<String> servers =
                brokers.stream().map(broker -> broker.addressFor(number)).toList();
        boolean hasRequests = kind != Kind.DISPATCHER;
        int management = hasRequests ? ports.getLast() : ports.getFirst();
        List<String> arguments = new ArrayList<>(options);
        arguments.add(kind.mainClass());
        arguments.addAll(settings);
        arguments.addAll(List.of(
                "--server.address=" + LOOPBACK,
                "--server.port=" + ports.getFirst(),
                "--spring.kafka.bootstrap-servers=" + String.join(",", servers),
                "--spring.datasource.url=jdbc:postgresql://%s:%d/imagebuilder".formatted(LOOPBACK, database.port()),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres"));
        if (hasRequests) {
            arguments.addAll(
                    List.of("--management.server.address=" + LOOPBACK, "--management.server.port=" + management));
        }
        Optional<Path> clock = FakeTime.prepare(folder.resolve(name + ".clock"));
        Map<String, String> environment = FakeTime.environment(clock);
        return new Service(
                kind, name, arguments, environment, folder, management, new Proxies(requests, database, kafka), clock);
    }

    private static boolean answers(int port) throws IOException {
        HttpURLConnection asked =
                (HttpURLConnection) URI.create("http://" + LOOPBACK + ":" + port + "/health/readiness")
                        .toURL()
                        .openConnection();
        asked.setConnectTimeout(TIMEOUT_MILLIS);
        asked.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            asked.disconnect();
        }
    }

    public Kind kind() {
        return kind;
    }

    /** What clients come through. */
    public TcpProxy requests() {
        return proxies.requests();
    }

    /** What it reaches PostgreSQL through. */
    public TcpProxy database() {
        return proxies.database();
    }

    /** What it reaches each broker through. */
    public List<TcpProxy> kafka() {
        return proxies.kafka();
    }

    /** Its clock, where one can be changed. */
    public Optional<Path> clock() {
        return clock;
    }

    /** Where clients send requests to. */
    public URI address() {
        return URI.create("http://" + LOOPBACK + ":" + proxies.requests().port());
    }

    @Override
    public void close() {
        super.close();
        proxies.requests().close();
        proxies.database().close();
    }
}
