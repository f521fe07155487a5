package org.imagebuilder.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.imagebuilder.embedded.Folders;

/** PostgreSQL, Kafka and replicas of all services, each in a process of its own, on the loopback interface. */
public final class Cluster implements AutoCloseable {

    /** How many of what there are. */
    public record Size(int brokers, int replicas) {}

    /** As in the Dockerfile; the optimising compiler would take more from a small machine than it gives in minutes. */
    private static final List<String> SERVICE_OPTIONS = options("-Xmx256m");

    private static final List<String> INFRASTRUCTURE_OPTIONS = options("-Xmx512m");

    /** Waits are shorter than in production, so that a run sees many of them end. */
    private static final List<String> SETTINGS = List.of(
            "--imagebuilder.authentication.mode=none",
            "--imagebuilder.secrets.plaintext=true",
            "--imagebuilder.dispatcher.job-timeout=10s",
            "--imagebuilder.dispatcher.watch-interval=2s",
            "--imagebuilder.dispatcher.worker-timeout=60s",
            "--imagebuilder.dispatcher.worker-watch-interval=10s",
            "--imagebuilder.dispatcher.heal-age=5s",
            "--imagebuilder.dispatcher.heal-interval=2s",
            "--imagebuilder.gateway.request-job-timeout=5s");

    private final Path folder;
    private final Postgres postgres;
    private final List<Broker> brokers;
    private final List<Service> services;
    /** Whoever ends the run ends what it started. */
    private final Thread hook = new Thread(this::end);

    private Cluster(Path folder, Postgres postgres, List<Broker> brokers, List<Service> services) {
        this.folder = folder;
        this.postgres = postgres;
        this.brokers = List.copyOf(brokers);
        this.services = List.copyOf(services);
    }

    private static List<String> options(String heap) {
        return List.of(
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"));
    }

    /** Starts everything and waits until all of it works. */
    public static Cluster start(Size size) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("image-builder-chaos-");
        Postgres postgres = new Postgres(folder, INFRASTRUCTURE_OPTIONS);
        int kinds = Kind.values().length;
        List<Broker> brokers = Broker.cluster(folder, INFRASTRUCTURE_OPTIONS, size.brokers(), kinds * size.replicas());
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add("--imagebuilder.artifacts.folder=" + folder.resolve("artifacts"));
        settings.add("--imagebuilder.queue.topics.replication-factor=" + size.brokers());
        List<Service> services = new ArrayList<>();
        for (int replica = 1; replica <= size.replicas(); replica++) {
            for (Kind kind : Kind.values()) {
                services.add(Service.of(
                        kind, replica, services.size(), folder, SERVICE_OPTIONS, settings, postgres, brokers));
            }
        }
        Cluster cluster = new Cluster(folder, postgres, brokers, services);
        try {
            cluster.startAll();
            return cluster;
        } catch (RuntimeException | InterruptedException e) {
            cluster.closeAndKeep();
            throw e;
        }
    }

    private void startAll() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(hook);
        postgres.start();
        brokers.forEach(Member::start);
        postgres.awaitReady();
        postgres.migrate();
        for (Broker broker : brokers) {
            broker.awaitReady();
        }
        services.forEach(Member::start);
        for (Service service : services) {
            service.awaitReady();
        }
    }

    /** Where logs and data are. */
    public Path folder() {
        return folder;
    }

    public Postgres postgres() {
        return postgres;
    }

    public List<Broker> brokers() {
        return brokers;
    }

    public List<Service> services() {
        return services;
    }

    /** All replicas of one kind. */
    public List<Service> services(Kind kind) {
        return services.stream().filter(service -> service.kind() == kind).toList();
    }

    /** Everything that runs; what needs others comes before them. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>(services);
        members.addAll(brokers);
        members.add(postgres);
        return members;
    }

    /** Past all proxies; for who watches. */
    public String bootstrapServers() {
        return brokers.stream().map(Broker::addressForObservers).collect(Collectors.joining(","));
    }

    private void end() {
        members().forEach(Member::close);
    }

    /** Ends everything, and keeps the folder. */
    public void closeAndKeep() {
        Runtime.getRuntime().removeShutdownHook(hook);
        end();
    }

    @Override
    public void close() throws IOException {
        closeAndKeep();
        Folders.delete(folder);
    }
}
