package org.imagebuilder.system;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagebuilder.composer.ComposerServiceApplication;
import org.imagebuilder.dispatcher.DispatcherApplication;
import org.imagebuilder.gateway.WorkerGatewayApplication;
import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.testsupport.StatementCounter;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Services on one database and one broker, as many of each kind as a test wants, each in a context of its own. */
public final class Cluster implements AutoCloseable {

    private final TestDatabase database = TestPostgres.freshDatabase("migrated", Migrations::migrate);
    private final Map<String, String> shared = Map.of(
            "spring.datasource.url",
            database.jdbcUrl(),
            "spring.datasource.username",
            database.user(),
            "spring.datasource.password",
            database.password(),
            "spring.kafka.bootstrap-servers",
            TestKafka.bootstrapServers(),
            // every cluster reads all job events, since the broker outlives its database
            "imagebuilder.dispatcher.group",
            "dispatcher-" + System.nanoTime(),
            "server.port",
            "0",
            "management.server.port",
            "-1",
            "imagebuilder.authentication.mode",
            "none");
    private final List<ConfigurableApplicationContext> composers = new ArrayList<>();
    private final List<ConfigurableApplicationContext> dispatchers = new ArrayList<>();
    private final List<ConfigurableApplicationContext> gateways = new ArrayList<>();
    private final List<CountedStatements> counters = new ArrayList<>();
    private final @Nullable Clock clock;
    private final List<String> settings;

    private record CountedStatements(ConfigurableApplicationContext service, StatementCounter counter) {}

    private Cluster(@Nullable Clock clock, String... settings) {
        this.clock = clock;
        this.settings = List.of(settings);
    }

    /**
     * Starts as many services of each kind.
     *
     * @param settings what all services shall be told besides, as on a command line
     */
    public static Cluster start(int composers, int dispatchers, int gateways, String... settings) {
        return start(composers, dispatchers, gateways, null, settings);
    }

    /** @param clock whose time all services take for the present; null: the real one */
    static Cluster start(int composers, int dispatchers, int gateways, @Nullable Clock clock, String... settings) {
        Cluster cluster = new Cluster(clock, settings);
        try {
            for (int i = 0; i < dispatchers; i++) {
                cluster.dispatchers.add(cluster.run(DispatcherApplication.application()));
            }
            for (int i = 0; i < composers; i++) {
                cluster.composers.add(cluster.run(ComposerServiceApplication.application()));
            }
            for (int i = 0; i < gateways; i++) {
                cluster.gateways.add(cluster.run(WorkerGatewayApplication.application()));
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private ConfigurableApplicationContext run(SpringApplicationBuilder application) {
        StatementCounting counting = new StatementCounting();
        ConfigurableApplicationContext context = application
                .initializers(c -> c.getBeanFactory().addBeanPostProcessor(counting), this::setClock)
                .run(Stream.concat(
                                shared.entrySet().stream()
                                        .filter(e -> !isSet(e.getKey()))
                                        .map(e -> "--" + e.getKey() + "=" + e.getValue()),
                                settings.stream())
                        .toArray(String[]::new));
        counters.add(new CountedStatements(context, counting.counter()));
        return context;
    }

    private boolean isSet(String property) {
        return settings.stream().anyMatch(setting -> setting.startsWith("--" + property + "="));
    }

    private void setClock(ConfigurableApplicationContext context) {
        if (clock != null) {
            ((GenericApplicationContext) context)
                    .registerBean(
                            "simulatedClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
        }
    }

    /** Parts of this kind, one of each gateway. */
    <T> List<T> ofGateways(Class<T> type) {
        return gateways.stream().map(gateway -> gateway.getBean(type)).toList();
    }

    /** For what cannot be done through the services, like letting time pass. */
    JdbcClient sql() {
        return JdbcClient.create(database.dataSource());
    }

    public URI composer(int i) {
        return URI.create(
                "http://127.0.0.1:" + port(composers.get(i % composers.size())) + "/api/image-builder-composer/v2");
    }

    public URI gateway(int i) {
        return URI.create(
                "http://127.0.0.1:" + port(gateways.get(i % gateways.size())) + "/api/image-builder-worker/v1");
    }

    /** Where metrics are; needs a {@code management.server.port}. */
    List<URI> management() {
        return Stream.of(composers, dispatchers, gateways)
                .flatMap(List::stream)
                .map(service -> service.getEnvironment().getRequiredProperty("local.management.port"))
                .map(port -> URI.create("http://127.0.0.1:" + port))
                .toList();
    }

    /** What a service needs to join this cluster from another process. */
    public Map<String, String> settings() {
        return shared;
    }

    StatementCounter composerStatements() {
        return counter(composers.getFirst());
    }

    StatementCounter gatewayStatements() {
        return counter(gateways.getFirst());
    }

    private StatementCounter counter(ConfigurableApplicationContext service) {
        return counters.stream()
                .filter(c -> c.service().equals(service))
                .findFirst()
                .orElseThrow()
                .counter();
    }

    private static int port(ConfigurableApplicationContext context) {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    @Override
    public void close() {
        gateways.forEach(ConfigurableApplicationContext::close);
        composers.forEach(ConfigurableApplicationContext::close);
        dispatchers.forEach(ConfigurableApplicationContext::close);
    }
}
