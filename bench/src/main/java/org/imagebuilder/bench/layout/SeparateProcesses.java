package org.imagebuilder.bench.layout;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.imagebuilder.embedded.Folders;
import org.imagebuilder.embedded.FreePorts;

/** Each service in a process of its own, with what a container may use, and PostgreSQL and Kafka in another. */
public final class SeparateProcesses implements Target {

    private static final String LOOPBACK = "http://127.0.0.1:";

    /** Any key does; this one encrypts nothing but what a measurement makes up. */
    private static final String KEY = "bench:" + Base64.getEncoder().encodeToString(new byte[32]);

    private static final List<String> SERVICES = List.of("dispatcher", "composer-service", "worker-gateway");

    private final Path folder;
    private final Cache cache;
    private final Deque<Child> running = new ArrayDeque<>();
    private final List<Child> services = new ArrayList<>();
    private final int composerPort;
    private final int gatewayPort;
    private String database = "";

    private SeparateProcesses(Path folder, Cache cache) {
        this.folder = folder;
        this.cache = cache;
        List<Integer> ports = FreePorts.pick(2);
        this.composerPort = ports.getFirst();
        this.gatewayPort = ports.getLast();
    }

    /**
     * Starts all of them.
     *
     * @param jars the services' jars, unpacked: {@code <service>/service.jar}
     * @param options of their JVMs
     */
    public static SeparateProcesses start(Path jars, List<String> options) throws IOException {
        return start(jars, options, Cache.USED);
    }

    /** The same, but each service writes an ahead-of-time cache beside its jar when it ends. */
    public static SeparateProcesses train(Path jars, List<String> options) throws IOException {
        return start(jars, options, Cache.MADE);
    }

    /** Whether all services have such a cache. */
    public static boolean areTrained(Path jars) {
        return SERVICES.stream().allMatch(service -> Files.exists(Cache.of(jars.resolve(service))));
    }

    private enum Cache {
        MADE("-XX:AOTCacheOutput="),
        USED("-XX:AOTCache=");

        private final String option;

        Cache(String option) {
            this.option = option;
        }

        static Path of(Path folderOfService) {
            return folderOfService.resolve("service.aot");
        }

        String option(Path folderOfService) {
            return option + of(folderOfService);
        }
    }

    private static SeparateProcesses start(Path jars, List<String> options, Cache cache) throws IOException {
        SeparateProcesses processes = new SeparateProcesses(Files.createTempDirectory("image-builder-bench-"), cache);
        try {
            processes.startAll(jars, options);
            return processes;
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private void startAll(Path jars, List<String> options) {
        Child infrastructure = Child.start(
                "infrastructure",
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Infrastructure.class.getName(),
                        folder.toString()),
                folder,
                Infrastructure.READY::equals,
                Limits.none());
        running.push(infrastructure);
        String[] access = infrastructure.said(Infrastructure.DATABASE).split(" ", -1);
        database = "%s?user=%s&password=%s".formatted((Object[]) access);
        List<String> settings = List.of(
                "--spring.datasource.url=" + access[0],
                "--spring.datasource.username=" + access[1],
                "--spring.datasource.password=" + access[2],
                "--spring.kafka.bootstrap-servers=" + infrastructure.said(Infrastructure.BROKER),
                "--imagebuilder.authentication.mode=none",
                "--imagebuilder.secrets.keys=" + KEY,
                "--imagebuilder.artifacts.folder=" + folder.resolve("artifacts"),
                "--server.address=127.0.0.1");
        start("dispatcher", FreePorts.pick(1).getFirst(), jars, options, settings);
        start("composer-service", composerPort, jars, options, settings);
        start("worker-gateway", gatewayPort, jars, options, settings);
    }

    private void start(String service, int port, Path jars, List<String> options, List<String> settings) {
        List<String> arguments = new ArrayList<>(options);
        Path folderOfService = jars.resolve(service);
        arguments.add(cache.option(folderOfService));
        arguments.addAll(List.of("-jar", folderOfService.resolve("service.jar").toString()));
        arguments.addAll(settings);
        arguments.add("--server.port=" + port);
        if (!service.equals("dispatcher")) {
            arguments.add("--management.server.port=0");
        }
        Child child = Child.start(
                service,
                arguments,
                folder,
                line -> line.contains("Started ") && line.contains(" seconds"),
                cache == Cache.USED ? Limits.ofContainer("image-builder-bench-" + service) : Limits.none());
        running.push(child);
        services.add(child);
    }

    @Override
    public URI composer() {
        return URI.create(LOOPBACK + composerPort + "/api/image-builder-composer/v2");
    }

    @Override
    public URI gateway() {
        return URI.create(LOOPBACK + gatewayPort + "/api/image-builder-worker/v1");
    }

    @Override
    public String database() {
        return database;
    }

    @Override
    public List<Child> processes() {
        return List.copyOf(services);
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new IllegalStateException("cannot remove " + folder, e);
        }
    }
}
