package org.imagebuilder.standalone.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.imagebuilder.composer.ComposerServiceApplication;
import org.imagebuilder.dispatcher.DispatcherApplication;
import org.imagebuilder.embedded.Folders;
import org.imagebuilder.embedded.KafkaBroker;
import org.imagebuilder.embedded.PostgresServer;
import org.imagebuilder.gateway.WorkerGatewayApplication;
import org.imagebuilder.migrations.Migrations;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * PostgreSQL, Kafka and the three services in this process.
 *
 * <p>May be closed at any time and from any thread, also while it starts.
 */
public final class Stack implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts everything and returns when all of it serves.
     *
     * @param data where everything is kept; what is there already is continued
     * @param properties further ones of all services
     * @throws StartRefusedException if a port cannot be used
     * @throws org.imagebuilder.embedded.EmbeddedStartException if the folder cannot be used
     */
    public Endpoints start(Path data, Ports ports, Map<String, String> properties) {
        ports.requireFree();
        PostgresServer postgres = own(() -> PostgresServer.start(data.resolve("postgres")));
        KafkaBroker kafka = own(() -> KafkaBroker.start(data.resolve("kafka")));
        Migrations.migrate(database(postgres));

        Scratch scratch = own(() -> new Scratch(data.resolve("web")));
        var shared = new ServiceSettings(
                postgres, kafka, KeyFile.in(data), data.resolve("artifacts"), scratch.folder(), properties);
        Service dispatcher = own(() -> Service.start(
                DispatcherApplication.application(), shared.withManagement("dispatcher", ports.management())));
        SharedMetrics metrics = dispatcher.metrics();
        Service composer = own(() -> Service.start(
                metrics.in(ComposerServiceApplication.application()),
                shared.withoutManagement("composer", ports.composer())));
        Service gateway = own(() -> Service.start(
                metrics.in(WorkerGatewayApplication.application()),
                shared.withoutManagement("gateway", ports.worker())));
        return Endpoints.at(composer.port(), gateway.port(), dispatcher.port(), kafka.bootstrapServers());
    }

    private static DataSource database(PostgresServer postgres) {
        return new DriverManagerDataSource(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** Starts something that ends with this stack, before all that was started earlier. */
    public synchronized <T extends AutoCloseable> T own(Supplier<T> start) {
        if (closed) {
            throw new IllegalStateException("the process is stopping");
        }
        T started = start.get();
        running.push(started);
        return started;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            AutoCloseable last = running.pop();
            try {
                last.close();
            } catch (Exception failure) {
                // The others must be stopped all the same.
                System.getLogger(Stack.class.getName())
                        .log(System.Logger.Level.WARNING, "could not stop " + last, failure);
            }
        }
    }

    /** Closes it, and deletes the folder in which it has kept everything. */
    public void closeAndForget(Path data) throws IOException {
        close();
        Folders.delete(data);
    }
}
